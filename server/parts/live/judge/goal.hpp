// What a launch did to a goal: the difference of the arms, with bounds that hold at every moment.
#pragma once

#include <optional>
#include <string>

#include "parts/live/define/metric.hpp"

namespace spotter::live {

/// Where a goal's interval stands.
enum class GoalState {
  collecting,  ///< too few units for a finite interval
  open,        ///< the interval contains 0
  separated,   ///< the interval excludes 0
  hidden,      ///< a sample-ratio alarm stands: nothing is shown
};
BOOST_DESCRIBE_ENUM(GoalState, collecting, open, separated, hidden)

/// One goal in one arm against control (statistics.md 2). Undefined is null.
struct GoalEstimate {
  std::string metric;
  std::string name;
  MetricKind kind = MetricKind::conversion;
  Better better = Better::up;
  std::string arm;
  GoalState state = GoalState::collecting;
  std::optional<double> difference;
  std::optional<double> low;
  std::optional<double> high;
  std::optional<double> lift;
  std::optional<double> lift_low;
  std::optional<double> lift_high;
  std::optional<double> log_e;
  std::optional<double> p_value;
  bool unbalanced = false;
  std::optional<double> cap;
  std::optional<double> capped_share;
  double confidence = 0.95;

  bool operator==(const GoalEstimate&) const = default;
};
SPOTTER_DESCRIBE(
    GoalEstimate,
    (metric, required, "The metric's key.")(name, required, "What people call it.")(
        kind, required, "conversion or mean.")(better, required, "Which direction is good.")(
        arm, required, "The arm that is compared with control.")(
        state, required,
        "collecting: no finite interval yet; open: it contains 0; separated: it does not; hidden: "
        "a sample-ratio alarm stands.")(
        difference, required,
        "Mean by exposed unit, arm less control; null without units in both.")(
        low, required, "Lower bound of the difference, valid at every moment; null: none yet.")(
        high, required,
        "Upper bound.")(lift, required,
                        "Difference as a fraction of control; null where control is not over 0.")(
        lift_low, required, "Lower bound; null where control is too small for a percentage.")(
        lift_high, required,
        "Upper bound.")(log_e, required,
                        "Evidence against no difference, natural log of the e-value.")(
        p_value, required, "Always-valid p-value so far: 1 over the largest e-value ever.")(
        unbalanced, required, "True if treatment has under 40 % or over 60 % of the units.")(
        cap, required, "A unit's total counts from -cap to cap; null: not capped.")(
        capped_share, required,
        "Share of units beyond the cap; null without a cap or units.")(confidence, required,
                                                                       "Of the interval."))

}  // namespace spotter::live
