// How many percent better or worse: Fieller's interval for a ratio of means.
#pragma once

#include <optional>

#include "stats/t_mixture.hpp"

namespace spotter::stats {

/// mean(treatment)/mean(control) - 1, as a fraction.
struct RelativeLift {
  std::optional<double> lift;        ///< nothing unless the control mean is over 0
  std::optional<Interval> interval;  ///< nothing where the control is too small for a percentage

  bool operator==(const RelativeLift&) const = default;
};

/// Inverts the same test as the absolute interval, so a bounded interval excludes 0 exactly when
/// that of mean_interval does (Fieller 1954; statistics section 2.6). `radius` > 0 is
/// t_mixture_radius, nothing while collecting. No interval without spread, with fewer than 2 units
/// in an arm, or where the control's mean is not clear of 0. Any thread.
RelativeLift relative_lift(const Moments& treatment, const Moments& control,
                           std::optional<double> radius);

}  // namespace spotter::stats
