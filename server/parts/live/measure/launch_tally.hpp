// The exact streaming state of one launch: who was exposed to what, and what came of it.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "parts/live/measure/unit_table.hpp"
#include "parts/live/measure/waiting_room.hpp"
#include "stats/exact_moments.hpp"

namespace spotter::live {

/// How a metric of the launch counts.
struct MetricRule {
  Duration window{};
  bool sums = false;          ///< kind mean: the unit's value is the sum over its events
  std::optional<double> cap;  ///< of a unit's sum; nothing: not capped

  bool operator==(const MetricRule&) const = default;
};

/// What one arm came to; all vectors by metric.
struct ArmCounts {
  std::uint64_t units = 0;
  std::vector<std::uint64_t> converted;  ///< units with at least one counted event
  std::vector<stats::Moments> totals;    ///< sums by unit, capped; empty where nothing is summed
  std::vector<std::uint64_t> capped;     ///< units whose sum lies beyond the cap

  bool operator==(const ArmCounts&) const = default;
};

/// What one event did to the counts; for the feed, and to know when to judge.
enum class Effect {
  nothing,         ///< already known, or of an excluded unit
  exposed,         ///< the unit is new
  excluded,        ///< the unit was seen in two arms, or in one that is not its own
  counted,         ///< the event counts
  waits,           ///< the unit was not exposed yet
  late,            ///< too many events wait already
  outside_window,  ///< before the exposure or after the window
  unusable,        ///< there is no number to sum
};

/// State of one launch, a pure function of its events in log order (semantics.md, "Exposure",
/// "Window"; statistics.md 1 and 3.3). One thread.
class LaunchTally {
 public:
  LaunchTally(std::size_t arms, std::vector<MetricRule> metrics);

  /// A unit says that it saw `arm`; nothing if that is no arm. `assigned` is what the rule says.
  Effect expose(const Unit& unit, std::optional<ArmIndex> arm, std::optional<ArmIndex> assigned,
                Instant at);
  /// A unit had an event that a metric counts.
  Effect observe(const Unit& unit, const MetricEvent& event);
  /// A unit had an event whose number is missing or beyond limits::value_max.
  Effect refuse_value();
  /// Moves the log's own time: events that waited too long become late.
  void advance(Instant received) { waiting_.advance(received); }

  const std::vector<ArmCounts>& arms() const { return arms_; }
  const std::vector<MetricRule>& metrics() const { return metrics_; }
  std::uint64_t multiple_exposure() const { return multiple_exposure_; }
  std::uint64_t late() const { return waiting_.late(); }
  std::uint64_t outside_window() const { return outside_window_; }
  std::uint64_t unusable() const { return unusable_; }
  std::size_t waiting() const { return waiting_.size(); }
  /// The arm of an exposed unit that is not excluded.
  std::optional<ArmIndex> arm_of(const Unit& unit) const;

 private:
  friend class TallyState;  // writes and reads the state as it is

  Effect enter(const Unit& unit, ArmIndex arm, Instant at);
  Effect exclude(UnitPlace place);
  Effect count(UnitPlace place, const MetricEvent& event);
  void add_value(UnitPlace place, const MetricEvent& event);
  void grow_totals();
  stats::ExactMoments& sums(ArmIndex arm, std::size_t metric) { return sums_[arm][metric]; }
  void put_totals(ArmIndex arm, std::size_t metric);

  // constant after construction
  std::vector<MetricRule> metrics_;
  // the state
  UnitTable units_;
  std::vector<std::deque<double>> totals_;  ///< by metric and place: uncapped; empty if not summed
  WaitingRoom waiting_;
  std::vector<ArmCounts> arms_;
  /// By arm and metric: what `totals` of the arms are made of. Exact, so that they depend on the
  /// units alone, not on who came and went meanwhile.
  std::vector<std::vector<stats::ExactMoments>> sums_;
  std::uint64_t multiple_exposure_ = 0;
  std::uint64_t outside_window_ = 0;
  std::uint64_t unusable_ = 0;
};

}  // namespace spotter::live
