#include "app/log_desk.hpp"

#include <memory>

#include "base/ensure.hpp"
#include "base/log.hpp"

namespace spotter::app {

namespace {

using live::RecordKind;

/// Events on their way into the log, encoded on the sender's thread.
struct Offer {
  struct Item {
    Unit message;
    Instant received;
    storage::Record record;
  };
  std::vector<Item> items;
  std::vector<Unit> remembered;
};

std::shared_ptr<Offer> make_offer(const std::vector<live::EventRecord>& events) {
  auto offer = std::make_shared<Offer>();
  for (const auto& event : events) {
    offer->items.push_back({event.message,
                            event.received,
                            {static_cast<std::uint8_t>(RecordKind::event), live::encode(event)}});
  }
  return offer;
}

std::size_t bytes_of(const Offer& offer) {
  std::size_t bytes = 0;
  for (const auto& item : offer.items) bytes += item.record.bytes.size() + 16;
  return bytes;
}

std::size_t bytes_of(const std::vector<storage::Record>& records) {
  std::size_t bytes = 0;
  for (const auto& record : records) bytes += record.bytes.size() + sizeof(storage::Record);
  return bytes;
}

std::vector<storage::Record> new_ones(Offer& offer, live::Deduplicator& known) {
  std::vector<storage::Record> records;
  for (auto& item : offer.items) {
    if (!known.remember(item.message, item.received)) continue;
    offer.remembered.push_back(item.message);
    records.push_back(std::move(item.record));
  }
  return records;
}

}  // namespace

Problem queue_full() {
  return {ProblemCode::too_many, "Too much is waiting to be written; try again in a second.", ""};
}

Result<Sequence> LogDesk::replay(Disk& disk, const storage::CheckpointPlace& checkpoints,
                                 Sequence kept) {
  Replay replay(loop_, known_);
  TRY([[maybe_unused]] const auto taken,
      replay.take_checkpoint(disk, checkpoints, {log_.last_sequence(), kept}));
  const auto from = loop_.sequence();
  TRY_VOID(replay.take_tail(log_));
  return from;
}

bool LogDesk::append_events(const std::vector<live::EventRecord>& events,
                            std::function<void(const KeptEvents&)> kept) {
  if (loop_is_behind()) return false;
  // shared_ptr: three callbacks of one append work on it in turn.
  const auto offer = make_offer(events);
  storage::Append append;
  append.offered_bytes = bytes_of(*offer);
  append.prepare = [this, offer] { return new_ones(*offer, known_); };
  append.undo = [this, offer] {
    for (const auto& message : offer->remembered) known_.forget(message);
  };
  append.done = [this, kept](storage::Committed committed) {
    const KeptEvents answer{said(committed.kept), committed.last};
    if (committed.kept) hand_to_loop(std::move(committed));
    kept(answer);
  };
  return log_.append(std::move(append));
}

// Whoever asked need not know our folders; whoever runs the program must.
Result<void> LogDesk::said(const Result<void>& kept) {
  const bool failing = !kept;
  if (failing && !failing_) log_line("The event log cannot be written: " + kept.error().sentence);
  if (!failing && failing_) log_line("The event log can be written again.");
  failing_ = failing;
  if (kept) return {};
  return failure(kept.error().code, "Nothing can be written at the moment; nothing was kept.");
}

void LogDesk::hand_to_loop(storage::Committed committed) {
  if (committed.records.empty()) return;
  const auto bytes = bytes_of(committed.records);
  behind_ += bytes;
  loop_thread_.post([this, bytes, committed = std::move(committed)] {
    behind_ -= bytes;
    auto sequence = committed.first;
    for (const auto& record : committed.records) {
      const auto taken = loop_.take(sequence++, static_cast<RecordKind>(record.kind), record.bytes);
      ensure(taken.has_value(), "the loop reads what was just written");
    }
  });
}

void LogDesk::write(RecordKind kind, std::string bytes,
                    std::function<void(Result<live::Written>)> taken) {
  storage::Append append;
  append.offered_bytes = bytes.size() + 16;
  append.prepare = [record = storage::Record{static_cast<std::uint8_t>(kind), std::move(bytes)}] {
    return std::vector{record};
  };
  append.done = [this, kind, taken](storage::Committed committed) {
    if (const auto kept = said(committed.kept); !kept) return taken(failure(kept.error()));
    loop_thread_.post([this, kind, taken, committed = std::move(committed)] {
      auto outcome = loop_.take(committed.first, kind, committed.records.front().bytes);
      if (!outcome) return taken(failure(outcome.error()));
      taken(live::Written{committed.first, std::move(*outcome)});
    });
  };
  if (!log_.append(std::move(append))) taken(failure(queue_full()));
}

}  // namespace spotter::app
