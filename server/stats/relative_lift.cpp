#include "stats/relative_lift.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/ensure.hpp"

namespace spotter::stats {
namespace {

// Squared standard error of an arm's mean.
double squared_error(const Moments& arm) { return *arm.variance() / static_cast<double>(arm.n); }

// Fieller's roots; the discriminant B^2 - AQ is written so that nothing cancels.
std::optional<Interval> fieller(const Moments& treatment, const Moments& control, double radius) {
  const double treatment_error = radius * radius * squared_error(treatment);
  const double control_error = radius * radius * squared_error(control);
  const double a = control.mean * control.mean - control_error;
  if (!(a > 0)) return std::nullopt;
  const double centre = treatment.mean * control.mean;
  const double width =
      std::sqrt(treatment.mean * treatment.mean * control_error + a * treatment_error);
  return Interval{(centre - width) / a - 1, (centre + width) / a - 1};
}

// Which side of 0 an end is on is decided by the absolute interval, where rounding might differ.
Interval on_the_side_of(const Interval& absolute, Interval relative) {
  constexpr double least = std::numeric_limits<double>::denorm_min();
  if (absolute.low > 0) relative.low = std::max(relative.low, least);
  else relative.low = std::min(relative.low, 0.0);
  if (absolute.high < 0) relative.high = std::min(relative.high, -least);
  else relative.high = std::max(relative.high, 0.0);
  return relative;
}

}  // namespace

RelativeLift relative_lift(const Moments& treatment, const Moments& control,
                           std::optional<double> radius) {
  ensure(!radius || *radius > 0, "a radius is above 0");
  if (treatment.n == 0 || control.n == 0 || !(control.mean > 0)) return {};
  const RelativeLift point{treatment.mean / control.mean - 1, std::nullopt};
  const std::optional<MeanDifference> difference = mean_difference(treatment, control);
  if (!radius || !difference || difference->standard_error == 0) return point;
  const std::optional<Interval> relative = fieller(treatment, control, *radius);
  if (!relative) return point;
  const double half_width = *radius * difference->standard_error;
  const Interval absolute{difference->difference - half_width, difference->difference + half_width};
  return {point.lift, on_the_side_of(absolute, *relative)};
}

}  // namespace spotter::stats
