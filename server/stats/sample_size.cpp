#include "stats/sample_size.hpp"

#include <algorithm>
#include <boost/math/distributions/non_central_t.hpp>
#include <cmath>

#include "base/ensure.hpp"
#include "stats/normal.hpp"
#include "stats/student.hpp"

namespace spotter::stats {
namespace {

void check(const Power& power) {
  ensure(power.alpha > 0 && power.alpha < power.power && power.power < 1, "0 < alpha < power < 1");
}

// Both arms of n units: chance that t exceeds its two-sided limit on the side of the effect.
double power_at(double n, double effect, double alpha) {
  using Plain = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
  const double freedom = 2 * (n - 1);
  const boost::math::non_central_t_distribution<double, Plain> statistic(freedom,
                                                                         effect * std::sqrt(n / 2));
  const double limit = student_quantile(1 - alpha / 2, freedom);
  return boost::math::cdf(boost::math::complement(statistic, limit));
}

}  // namespace

double sample_size_of_means(double difference, double deviation, const Power& power) {
  check(power);
  ensure(difference != 0 && std::isfinite(difference), "the effect is finite and not 0");
  ensure(deviation > 0 && std::isfinite(deviation), "the deviation is finite and above 0");
  const double effect = std::abs(difference) / deviation;
  double few = 2;
  if (power_at(few, effect, power.alpha) >= power.power) return few;
  double enough = 4;
  while (power_at(enough, effect, power.alpha) < power.power) {
    few = enough;
    enough *= 2;
    ensure(enough < 2e12, "the effect is too small to plan for");
  }
  while (enough - few > 1e-8 * enough) {
    const double middle = few + (enough - few) / 2;
    (power_at(middle, effect, power.alpha) >= power.power ? enough : few) = middle;
  }
  return enough;
}

double sample_size_of_proportions(double p1, double p2, const Power& power) {
  check(power);
  ensure(p1 >= 0 && p1 <= 1 && p2 >= 0 && p2 <= 1, "a share is between 0 and 1");
  ensure(p1 != p2, "the effect is not 0");
  const double pooled = std::sqrt((p1 + p2) * (1 - (p1 + p2) / 2));
  const double apart = std::sqrt(p1 * (1 - p1) + p2 * (1 - p2));
  const double distance =
      normal_quantile(1 - power.alpha / 2) * pooled + normal_quantile(power.power) * apart;
  const double root = distance / std::abs(p1 - p2);
  return root * root;
}

}  // namespace spotter::stats
