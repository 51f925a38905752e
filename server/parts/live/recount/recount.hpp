// The results of launches once more, from the event log alone and apart from the loop's code.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "parts/live/act/needs.hpp"
#include "parts/live/recount/launch_recount.hpp"

namespace spotter::live {

/// Takes the same records as the Loop, in the same order, and comes to the same figures by another
/// way: by unit in ordinary maps, means in two passes, thresholds by walking the log (semantics.md,
/// "Exactness"). Of the loop's own code it uses what people wrote (the book, what a command
/// allows) and the decoding of records; the mathematics of stats is shared. Memory grows with
/// exposed units, by about 120 bytes each and 16 for every metric; a mean's values cost as much
/// again where they differ. One thread, reads no clock.
class Recount {
 public:
  /// `agreements`: fresh ones of its own; without them a start needs nobody's.
  explicit Recount(std::unique_ptr<Agreements> agreements = nullptr)
      : agreements_(std::move(agreements)) {}

  /// Takes one record, in sequence order. corrupt if it cannot be read.
  Result<void> take(Sequence sequence, RecordKind kind, std::string_view bytes);

  /// The launch as after the last record, counted anew over all its units; empty if there is none
  /// of that key.
  Figures figures(const std::string& launch);
  /// What people wrote, and where each launch stands, as after the last record.
  const Book& book() const { return book_; }
  Sequence sequence() const { return sequence_; }

 private:
  Result<void> take_event(std::string_view bytes);
  Result<void> take_definitions(std::string_view bytes);
  Result<void> take_command(std::string_view bytes);
  Result<void> take_acted(std::string_view bytes);
  Result<void> take_agreement(std::string_view bytes);
  bool may_start(const std::string& launch) const;
  void see(const EventRecord& event);
  void act(const EventRecord& event);
  void judge(const std::string& key, LaunchRecount& started, const EventRecord& event);
  void start(Launch& launch, Instant at);
  void end(Launch& launch, State state, Instant at);

  const std::unique_ptr<Agreements> agreements_;  ///< may be null
  Book book_;
  std::map<std::string, LaunchRecount> started_;
  /// Which metrics of which launches an event's name concerns, in the order of starts.
  std::multimap<std::string, std::pair<std::string, std::size_t>> concerns_;
  Sequence sequence_ = 0;
  Instant latest_{};  ///< the log's own time: the latest receivedAt so far
};

}  // namespace spotter::live
