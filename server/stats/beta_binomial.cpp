#include "stats/beta_binomial.hpp"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>

#include "base/ensure.hpp"
#include "stats/kappa.hpp"
#include "stats/stirling.hpp"

namespace spotter::stats {
namespace {

// What ln Beta(a,b) has beyond a ln(a/(a+b)) + b ln(b/(a+b)) + ln(2 pi)/2.
double beta_correction(double a, double b) {
  return stirling_correction(a) + stirling_correction(b) - stirling_correction(a + b) -
         0.5 * (std::log(a) + std::log(b) - std::log(a + b));
}

}  // namespace

double beta_binomial_concentration(double optimal_trials, double alpha) {
  return std::max(mixture_kappa(optimal_trials, alpha) - 1, 0.001);
}

// Section 4.5 with g + h = 1 is ln Beta(a,b) - ln Beta(a0,b0) - x ln p - (n-x) ln q for the prior
// a0 = pc, b0 = qc and a = a0+x, b = b0+n-x. Taken literally that subtracts numbers near n ln n;
// with Stirling's leading part merged into the logs only differences of the size of M are left.
double beta_binomial_log_e(Tally observed, double p, double concentration) {
  ensure(p > 0 && p < 1, "the proportion tested is strictly between 0 and 1");
  ensure(concentration > 0, "the prior's weight is above 0");
  const double q = 1 - p;
  const double prior_a = p * concentration;
  const double prior_b = q * concentration;
  const double a = prior_a + observed.successes;
  const double b = prior_b + (observed.trials - observed.successes);
  const double shift =
      (observed.successes - p * observed.trials) / (concentration + observed.trials);
  return a * std::log1p(shift / p) + b * std::log1p(-shift / q) + beta_correction(a, b) -
         beta_correction(prior_a, prior_b);
}

// Section 4.5 with incomplete beta functions: the part of the prior, and of the posterior, that
// lies above p.
double beta_binomial_log_e_one_sided(Tally observed, double p, double concentration) {
  using Plain = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
  const double two_sided = beta_binomial_log_e(observed, p, concentration);
  const double prior_a = p * concentration;
  const double prior_b = (1 - p) * concentration;
  const double a = prior_a + observed.successes;
  const double b = prior_b + (observed.trials - observed.successes);
  return two_sided + std::log(boost::math::ibetac(a, b, p, Plain())) -
         std::log(boost::math::ibetac(prior_a, prior_b, p, Plain()));
}

}  // namespace spotter::stats
