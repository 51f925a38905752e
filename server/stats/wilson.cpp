#include "stats/wilson.hpp"

#include <algorithm>
#include <cmath>

#include "base/ensure.hpp"
#include "stats/normal.hpp"

namespace spotter::stats {

ProportionBounds wilson_interval(const ProportionCount& count, double alpha) {
  ensure(count.successes <= count.trials, "there are not more successes than trials");
  ensure(alpha > 0 && alpha < 1, "alpha is strictly between 0 and 1");
  if (count.trials == 0) return {};
  const double n = static_cast<double>(count.trials);
  const double p = static_cast<double>(count.successes) / n;
  const double z = normal_quantile(1 - alpha / 2);
  const double scale = 1 + z * z / n;
  const double centre = (p + z * z / (2 * n)) / scale;
  const double half_width = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / scale;
  // At the ends the formula meets 0 and 1 but for rounding.
  return {count.successes == 0 ? 0 : std::max(0.0, centre - half_width),
          count.successes == count.trials ? 1 : std::min(1.0, centre + half_width)};
}

}  // namespace spotter::stats
