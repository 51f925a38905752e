// Who saw what and what they then did, kept by unit and counted in the end.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

#include "base/ids.hpp"
#include "parts/live/define/metric.hpp"
#include "parts/live/intake/event_record.hpp"
#include "parts/live/recount/value_bag.hpp"

namespace spotter::live {

/// What one arm came to; vectors by metric.
struct ArmCount {
  std::uint64_t units = 0;
  std::vector<std::uint64_t> converted;  ///< units with at least one counted event
  std::vector<stats::Moments> values;    ///< by unit: a conversion's are 0 and 1
  std::vector<std::uint64_t> capped;     ///< units whose total lies beyond the cap
};

/// Control first.
using ArmPair = std::array<ArmCount, 2>;

/// Counts one launch by the words of semantics.md ("Exposure", "Window") and statistics.md 1 and
/// 3.3, apart from the loop's own tally: a check must not share what it checks. One thread.
class PeopleCount {
 public:
  explicit PeopleCount(std::vector<Metric> metrics);

  /// The log has come to this time, the latest receivedAt of any record so far.
  void advance(Instant latest);
  /// A unit saw `arm`, and the rule gives it `assigned`; nothing where it is no arm of the launch.
  /// True if the arms' counts changed.
  bool see(const Unit& unit, std::optional<std::size_t> arm, std::optional<std::size_t> assigned,
           Instant at);
  /// A unit did what the metric counts. True if the arms' counts may have changed.
  bool act(std::size_t metric, const EventRecord& event);

  /// The arms as they stand, from sums kept meanwhile: cheap enough for every event.
  ArmPair standing() const;
  /// The same counted anew over all units.
  ArmPair counted_anew() const;

  /// The arm of a unit that was exposed and is not excluded.
  std::optional<std::size_t> arm_of(const Unit& unit) const;
  std::uint64_t multiple_exposure() const;
  std::uint64_t late() const { return late_; }
  std::uint64_t waiting() const { return due_.size(); }
  std::uint64_t outside_window() const { return outside_window_; }
  std::uint64_t unusable() const { return unusable_; }
  const std::vector<Metric>& metrics() const { return metrics_; }

 private:
  struct Done {
    std::uint64_t events = 0;
    double total = 0;  ///< of the events' values, added in log order; not capped
  };
  struct Person {
    Instant seen;
    std::size_t arm = 0;
    bool excluded = false;
    std::vector<Done> done;  ///< by metric
  };
  struct Waiting {
    std::size_t metric;
    Instant at;
    Instant received;
    double value;
  };
  struct Sums {
    std::uint64_t units = 0;
    std::vector<std::uint64_t> converted;
    std::vector<std::uint64_t> capped;
    std::vector<ValueBag> values;
  };

  bool do_now(Person& person, const Waiting& event);
  void take_part(const Person& person, bool joins);
  void take_value(const Person& person, std::size_t metric, bool joins);
  double capped(std::size_t metric, double total) const;
  bool beyond_cap(std::size_t metric, double total) const;
  void add_spread(ArmPair& arms) const;
  double value_of(const Person& person, std::size_t metric) const;

  // constant after construction
  const std::vector<Metric> metrics_;
  // the state
  std::unordered_map<Unit, Person, UnitHash> people_;
  std::unordered_map<Unit, std::map<std::uint64_t, Waiting>, UnitHash> waiting_;  ///< by arrival
  std::set<std::pair<Instant, std::pair<std::uint64_t, Unit>>> due_;  ///< receivedAt, arrival, unit
  std::uint64_t arrivals_ = 0;
  std::array<Sums, 2> sums_;
  std::uint64_t late_ = 0;
  std::uint64_t outside_window_ = 0;
  std::uint64_t unusable_ = 0;
};

}  // namespace spotter::live
