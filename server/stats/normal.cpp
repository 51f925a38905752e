#include "stats/normal.hpp"

#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "base/ensure.hpp"

namespace spotter::stats {
namespace {

// Without promotion to long double, to be the same on every processor.
using Plain = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
using Normal = boost::math::normal_distribution<double, Plain>;

// From here on Mills' ratio's asymptotic series is exact to a double.
constexpr double far_tail = -36;

}  // namespace

double normal_log_cdf(double x) {
  ensure(!std::isnan(x), "a quantile is a number");
  if (x >= far_tail) return std::log(boost::math::cdf(Normal(), x));
  const double square = x * x;
  double term = 1;
  double series = 1;
  for (int k = 1; std::abs(term) > 1e-17; ++k) {
    term *= -(2 * k - 1) / square;
    series += term;
  }
  constexpr double half_log_two_pi = 0.91893853320467274178;
  return std::log(series) - square / 2 - std::log(-x) - half_log_two_pi;
}

double normal_quantile(double p) {
  ensure(p > 0 && p < 1, "a probability is strictly between 0 and 1");
  return boost::math::quantile(Normal(), p);
}

}  // namespace spotter::stats
