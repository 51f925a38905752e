// The difference of two means as GrowthBook computes it.
#pragma once

#include <optional>

#include "stats/t_mixture.hpp"

namespace spotter::stats {

/// In which unit GrowthBook reports: that of the values, or parts of the control's mean.
enum class DifferenceScale { absolute, relative };

/// How the comparison is set up there.
struct GrowthBookSettings {
  DifferenceScale scale = DifferenceScale::relative;  ///< its default
  double alpha = 0.05;                                ///< strictly between 0 and 1
  double tuning = 5000;  ///< units at which its sequential interval is tightest, > 0
};

/// Labelled "as GrowthBook computes it" wherever it is shown; never used for a decision, because
/// its relative test raises false alarms far more often than it says (statistics section 13).
struct GrowthBookDifference {
  double estimate = 0;
  double standard_error = 0;
  Interval interval;
  double p = 1;  ///< two-sided; of the sequential test: valid at this look, at most 1
};

// Statistics section 2.7; GrowthBook's packages/stats at commit 8f1db44. Nothing where it answers
// nothing: fewer than 2 units in an arm, an arm without spread, or a relative difference to a
// control of mean 0. Any thread.

/// Its test for one look: Welch's degrees of freedom, the delta method where relative.
std::optional<GrowthBookDifference> growthbook_fixed(const Moments& treatment,
                                                     const Moments& control,
                                                     const GrowthBookSettings& settings);

/// Its sequential test: the normal mixture with all units as time.
std::optional<GrowthBookDifference> growthbook_sequential(const Moments& treatment,
                                                          const Moments& control,
                                                          const GrowthBookSettings& settings);

}  // namespace spotter::stats
