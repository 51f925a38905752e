// One started launch, counted and judged again.
#pragma once

#include <string>
#include <vector>

#include "parts/live/act/records.hpp"
#include "parts/live/define/book.hpp"
#include "parts/live/recount/weighing.hpp"

namespace spotter::live {

/// What the evidence says at one event: nothing, or a threshold that was reached by it.
struct Reached {
  bool amber = false;  ///< harm or the sample ratio
  bool red = false;
};

/// Where an event of the log stands.
struct Place {
  Sequence sequence = 0;
  const EventRecord& event;
};

/// Where a person's command stands.
struct Order {
  Sequence sequence = 0;
  const CommandRecord& record;
};

/// Counts, evidence, latches and the receipt of a launch. One thread.
class LaunchRecount {
 public:
  LaunchRecount(const LaunchDefinition& launch, const std::vector<Metric>& metrics);

  PeopleCount& people() { return people_; }
  const PeopleCount& people() const { return people_; }
  const LaunchDefinition& launch() const { return weighing_.launch(); }

  /// After an event that changed the counts. `deciding`: the launch is not over.
  Reached judge(const Place& place, bool deciding);
  /// A person cleared amber.
  void clear();
  /// Amber, of harm or of the sample ratio, that nobody cleared.
  bool is_amber() const { return level_ == Level::amber || alarm_; }

  // The receipt, frozen as it is now.
  void freeze_receipt(const Launch& launch, const Place& place);
  void freeze_receipt_by_hand(const Launch& launch, const Order& order);
  bool has_receipt() const { return !receipt_.empty(); }
  void put_receipt_times(Instant decided, std::optional<Instant> pushed, bool recovered);

  /// Everything, counted anew over all units.
  void put_all(Figures& figures) const;

 private:
  enum class Level { green, amber, red };
  struct Step {
    const char* state;
    const char* cause;
    Sequence sequence;
    std::string message_id;
    Instant at;
    double log_e;
  };

  bool ratio_rings(double ratio);
  bool harm_rings(double merged);
  void remember(const Place& place, const char* state, const char* cause, double log_e);
  void put_receipt(const Launch& launch, Sequence sequence);
  void put_latches(Figures& figures) const;

  // constant after construction
  Weighing weighing_;
  // the state
  PeopleCount people_;
  References references_;
  Weights weights_;                 ///< after the last event that was judged
  std::vector<double> goals_most_;  ///< the largest evidence each goal ever had
  Level level_ = Level::green;
  bool alarm_ = false;
  bool harm_heard_ = false;   ///< cleared, and the evidence has not fallen since
  bool alarm_heard_ = false;  ///< the same for the sample ratio
  std::vector<Step> steps_;
  Figures receipt_;
};

}  // namespace spotter::live
