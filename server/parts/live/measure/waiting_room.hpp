// Metric events of units that nobody has exposed yet (semantics.md, "Window").
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"

namespace spotter::live {

/// Place of a metric in its launch; at most 64.
using MetricIndex = std::uint8_t;

/// An event that a metric counts.
struct MetricEvent {
  MetricIndex metric = 0;
  Instant at;  ///< its corrected time
  Instant received;
  double value = 1;  ///< what a mean sums; finite

  bool operator==(const MetricEvent&) const = default;
};

/// Events wait limits::waiting_time_max of log time for their unit's exposure, at most
/// limits::waiting_events_max of them; then they are late. One thread.
class WaitingRoom {
 public:
  struct Expiry {
    Instant received;
    Unit unit;

    auto operator<=>(const Expiry&) const = default;
  };
  /// A heap, the oldest on top: arrivals are not always in the order of their clock.
  using Expiries = std::vector<Expiry>;
  using Events = boost::unordered_flat_map<Unit, std::vector<MetricEvent>, UnitHash>;

  /// False if the room is full: the event is late at once.
  bool wait(const Unit& unit, const MetricEvent& event);
  /// Takes out everything that still waits for `unit`, in the order it came.
  std::vector<MetricEvent> take(const Unit& unit);
  /// Moves the log's own time.
  void advance(Instant received);

  std::size_t size() const { return size_; }
  std::uint64_t late() const { return late_; }

  // for snapshots of the state
  const Expiries& expiries() const { return expiries_; }
  const Events& events() const { return events_; }
  Instant latest() const { return latest_; }
  void restore(Expiries expiries, Events events, Instant latest, std::uint64_t late);

 private:
  Events events_;
  Expiries expiries_;
  Instant latest_{};
  std::size_t size_ = 0;
  std::uint64_t late_ = 0;
};

}  // namespace spotter::live
