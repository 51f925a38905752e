// The loop: takes the log's records in order, measures, judges, and acts.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "parts/live/act/feed.hpp"
#include "parts/live/act/needs.hpp"
#include "parts/live/act/records.hpp"
#include "parts/live/act/running_launch.hpp"
#include "parts/live/define/book.hpp"

namespace spotter::live {

/// What became of a record that a person wrote.
struct Outcome {
  std::vector<Change> changes;
  std::vector<Problem> problems;  ///< empty: it took effect
};

/// A deterministic function of the log: the same records give the same counts, the same verdict at
/// the same event and the same receipt (semantics.md, "Exactness"). Owned by one thread; the clock
/// is read only for the moment of a decision, which then goes into the log.
class Loop {
 public:
  /// Without `agreements` a start needs nobody's, and agreement records change nothing.
  Loop(Outlet& outlet, const Clock& clock, Agreements* agreements = nullptr)
      : outlet_(outlet), clock_(clock), agreements_(agreements) {}

  /// Takes one record, in sequence order. corrupt if it cannot be read.
  Result<Outcome> take(Sequence sequence, RecordKind kind, std::string_view bytes);

  /// Ends the replay at a start: publishes once, and from here on acts. Gives the launches whose
  /// rollback has no ActedRecord in the log: the program stopped between deciding and telling.
  std::vector<std::string> finish_replay();

  /// An event that intake refused; shown in the feed, not part of any state.
  void note_refused(Instant at, const std::string& reason);

  const Book& book() const { return book_; }
  /// Position of the last record taken, and when it arrived.
  Sequence sequence() const { return sequence_; }
  std::optional<Instant> at() const { return at_; }
  /// The last record that changed anything for the state store.
  Sequence last_change() const { return last_change_; }
  /// Nothing while the launch is a draft.
  const RunningLaunch* running(const std::string& launch);
  const Receipt* receipt(const std::string& launch) const;
  const Feed& feed() const { return feed_; }

 private:
  friend class LoopState;  // writes and reads the state as it is

  struct Interest {
    RunningLaunch* running;
    const std::string* launch;
    MetricIndex metric;
  };

  Result<Outcome> take(RecordKind kind, std::string_view bytes);
  Result<Outcome> take_event(std::string_view bytes);
  Result<Outcome> take_definitions(std::string_view bytes);
  Result<Outcome> take_command(std::string_view bytes);
  Result<Outcome> take_acted(std::string_view bytes);
  Result<Outcome> take_agreement(std::string_view bytes);

  void measure_exposure(const EventRecord& event);
  void measure_conversions(const EventRecord& event);
  Effect measure_conversion(const Interest& interest, const EventRecord& event);
  void judge(const std::string& launch, RunningLaunch& running, const EventRecord& event);
  void turn_amber(Launch& launch, const Crossing& crossing);
  void roll_back(Launch& launch, const RunningLaunch& running, const EventRecord& event,
                 const Crossing& crossing);
  void note_only(const Launch& launch, const Crossing& crossing);
  std::vector<Problem> against_start(const CommandRecord& record) const;
  Outcome obey(Launch& launch, const CommandRecord& record, State state);
  void roll_back_by_hand(const Launch& launch, const CommandRecord& record);
  void start(Launch& launch);
  /// From here on the running launch is offered the events its metrics count.
  void listen(const std::string& launch);
  void draw_up_receipt(const Launch& launch, const RunningLaunch& running, Receipt receipt);
  void tell_first(const Launch& launch, Instant at);
  void publish(std::optional<RolledBack> rolled_back);
  void keep_definition(const Change& made, const DefinitionsRecord& record);
  void keep_remeasured(const std::string& key, const std::vector<std::string>& metrics,
                       const DefinitionsRecord& record);
  void define_for_agreements(const LaunchDefinition& launch, Instant at);
  void keep_launch(const Launch& launch, const journal::Entry& entry);
  void show(const EventRecord& event, const std::string& launch, std::string effect);

  // constant after construction
  Outlet& outlet_;
  const Clock& clock_;
  Agreements* const agreements_;  ///< may be null
  // what the record being taken has changed so far
  StateChange change_;
  // the state
  Book book_;
  std::map<std::string, RunningLaunch> running_;
  std::map<std::string, std::vector<Interest>, std::less<>> interests_;  ///< by event name
  std::map<std::string, Receipt> receipts_;
  std::map<std::string, bool> acted_;  ///< launches with a receipt; true once timed
  Feed feed_;
  Sequence sequence_ = 0;
  Sequence last_change_ = 0;
  std::optional<Instant> at_;
  Instant latest_received_{};
  bool acting_ = false;
};

}  // namespace spotter::live
