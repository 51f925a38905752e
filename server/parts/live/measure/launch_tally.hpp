// The exact streaming state of one launch: who was exposed to what, and who converted.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"

namespace spotter::live {

/// Place of an arm in its launch; 0 is control.
using ArmIndex = std::uint8_t;
/// Place of a metric in its launch; at most 64.
using MetricIndex = std::uint8_t;

/// Exact counts of one arm.
struct ArmCounts {
  std::uint64_t units = 0;
  std::vector<std::uint64_t> converted;  ///< by metric: units with at least one counted event

  bool operator==(const ArmCounts&) const = default;
};

/// What one event did to the counts; for the feed, and to know when to judge.
enum class Effect {
  nothing,         ///< already known, or of an excluded unit
  exposed,         ///< the unit is new
  excluded,        ///< the unit was seen in two arms, or in one that is not its own
  counted,         ///< the unit converts
  waits,           ///< the unit was not exposed yet
  late,            ///< too many events wait already
  outside_window,  ///< before the exposure or after the window
};

/// Counts of one launch, a pure function of its events in log order (semantics.md, "Exposure",
/// "Window"). One thread.
class LaunchTally {
 public:
  LaunchTally(std::size_t arms, std::vector<Duration> windows);

  /// A unit says that it saw `arm`; nothing if that is no arm. `assigned` is what the rule says.
  Effect expose(const Unit& unit, std::optional<ArmIndex> arm, std::optional<ArmIndex> assigned,
                Instant at);
  /// A unit had an event that `metric` counts, at corrected time `at`.
  Effect convert(const Unit& unit, MetricIndex metric, Instant at, Instant received);
  /// Moves the log's own time: events that waited too long become late.
  void advance(Instant received);

  const std::vector<ArmCounts>& arms() const { return arms_; }
  std::uint64_t multiple_exposure() const { return multiple_exposure_; }
  std::uint64_t late() const { return late_; }
  std::size_t waiting() const { return waiting_count_; }
  /// The arm of an exposed unit that is not excluded.
  std::optional<ArmIndex> arm_of(const Unit& unit) const;

 private:
  struct UnitState {
    Instant exposed;
    std::uint64_t converted = 0;  ///< one bit a metric
    ArmIndex arm = 0;
    bool excluded = false;
  };
  struct Waiting {
    Instant at;
    Instant received;
    MetricIndex metric = 0;
  };
  struct Expiry {
    Instant received;
    Unit unit;
  };

  Effect enter(const Unit& unit, ArmIndex arm, Instant at);
  Effect exclude(UnitState& state);
  Effect count(UnitState& state, MetricIndex metric, Instant at);
  Effect wait(const Unit& unit, const Waiting& event);
  void forget_waiting(const Unit& unit);

  // constant after construction
  std::vector<Duration> windows_;
  // the state
  boost::unordered_flat_map<Unit, UnitState, UnitHash> units_;
  boost::unordered_flat_map<Unit, std::vector<Waiting>, UnitHash> waiting_;
  std::deque<Expiry> expiries_;
  std::vector<ArmCounts> arms_;
  Instant latest_{};
  std::size_t waiting_count_ = 0;
  std::uint64_t multiple_exposure_ = 0;
  std::uint64_t late_ = 0;
};

}  // namespace spotter::live
