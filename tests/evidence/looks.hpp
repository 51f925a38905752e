// What the compared methods say at one look.
#pragma once

#include "stats/kappa.hpp"
#include "stats/stratified.hpp"
#include "stats/t_mixture.hpp"

namespace spotter::evidence {

/// Nominal level of every comparison without another one.
inline constexpr double alpha = 0.05;

/// Effective size of the default plan: 5,000 units, equally split (statistics section 2.3).
inline constexpr double planned_size = 1250;

/// A visitor's value added to an arm whose non-zero values are counted too.
struct WatchedArm {
  stats::Moments moments;
  int non_zero = 0;

  void add(double value) {
    moments.add(value);
    if (value != 0) ++non_zero;
  }
};

/// The t-mixture at `alpha`, as the program decides it.
bool t_mixture_alarms(const std::optional<stats::MeanDifference>& difference);

/// Welch's t test at `alpha`, once both arms have 10 values that are not 0.
bool t_test_alarms(const WatchedArm& treatment, const WatchedArm& control);

/// GrowthBook's sequential test at `alpha` with its default tuning.
bool growthbook_relative_alarms(const WatchedArm& treatment, const WatchedArm& control);
bool growthbook_absolute_alarms(const WatchedArm& treatment, const WatchedArm& control);

/// GrowthBook shows a metric once the larger of the arms' totals is 150 (its hasEnoughData).
bool growthbook_shows(const WatchedArm& treatment, const WatchedArm& control);

/// GrowthBook's one-sided sequential test for "greater" at `alpha`, absolute. Only this program
/// needs it (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas 2024, one-sided boundary).
bool growthbook_greater_alarms(const WatchedArm& larger, const WatchedArm& smaller);

}  // namespace spotter::evidence
