#include "stats/bernoulli_cs.hpp"

#include <cmath>
#include <limits>

#include "base/ensure.hpp"
#include "stats/beta_binomial.hpp"

namespace spotter::stats {
namespace {

struct Level {
  double concentration;
  double log_threshold;
};

// Bisects between 0 and the observed share down to neighbouring doubles.
double lower_end(Tally observed, Level level) {
  if (observed.successes == 0) return 0;
  double rejected = 0;
  double accepted = observed.successes / observed.trials;
  for (;;) {
    const double middle = rejected + (accepted - rejected) / 2;
    if (middle <= rejected || middle >= accepted) return rejected;
    if (middle < std::numeric_limits<double>::min()) return 0;
    const double log_e = beta_binomial_log_e(observed, middle, level.concentration);
    (log_e < level.log_threshold ? accepted : rejected) = middle;
  }
}

}  // namespace

ProportionBounds bernoulli_cs(std::uint64_t successes, std::uint64_t trials, double alpha,
                              double optimal_trials) {
  ensure(successes <= trials, "there are not more successes than trials");
  ensure(trials < std::uint64_t{1} << 53, "trials are a whole number in a double");
  const Level level{beta_binomial_concentration(optimal_trials, alpha), -std::log(alpha)};
  if (trials == 0) return {};
  const double n = static_cast<double>(trials);
  // Failures have the mirrored interval; mirrored, an end near 1 keeps all its digits.
  return {lower_end({static_cast<double>(successes), n}, level),
          1 - lower_end({static_cast<double>(trials - successes), n}, level)};
}

}  // namespace spotter::stats
