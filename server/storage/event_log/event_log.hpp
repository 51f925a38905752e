// The event log: the one order of truth (architecture.md, "The event log").
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/disk.hpp"
#include "base/executor.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "storage/event_log/frame.hpp"
#include "storage/event_log/log_tail.hpp"
#include "storage/event_log/recovery.hpp"

namespace spotter::storage {

/// A record to append. Kinds and bytes mean nothing to the log.
struct Record {
  std::uint8_t kind = 0;
  std::string bytes;

  bool operator==(const Record&) const = default;
};

/// What became of an append.
struct Committed {
  /// Without a problem: durable. Else unavailable, and nothing was kept.
  Result<void> kept;
  /// The sequences of this append's records; first is 0 if it had none. `last` is then the newest
  /// durable sequence: whatever a duplicate repeats lies at or before it.
  Sequence first = 0;
  Sequence last = 0;
  /// What prepare returned, in order: record i has sequence first + i.
  std::vector<Record> records;
};

/// One append. All three functions run on the writer.
struct Append {
  /// What the records will take, about: it counts against the queue's and the group's limit.
  std::size_t offered_bytes = 0;
  /// Runs once, in append order, right before the group is written: the de-duplicator's place.
  /// May return fewer records than were offered, or none.
  std::function<std::vector<Record>()> prepare;
  /// May be empty. Runs if the group is not kept, in reverse append order and before any done:
  /// forgets what prepare remembered.
  std::function<void()> undo;
  /// Runs once, in append order, after fdatasync.
  std::function<void(Committed)> done;
};

/// Sums since the program started, and `queued_bytes` now.
struct LogCounts {
  std::uint64_t bytes = 0;  ///< written, with frame headers
  std::uint64_t commits = 0;
  std::uint64_t records = 0;
  std::uint64_t segments = 0;  ///< begun
  std::uint64_t failures = 0;  ///< groups not kept
  std::uint64_t queued_bytes = 0;
  bool broken = false;  ///< nothing more is kept until a restart
};

/// What opening found. The sentences are for the application log.
struct Opened {
  Sequence first = 1;
  Sequence last = 0;  ///< first - 1 if the log is empty
  std::vector<std::string> sentences;
};

/// The log. Group commit without a timer: one write and one fdatasync for whatever queued up
/// during the last one. The writer must have run or dropped all its tasks before the log is
/// destroyed (Worker::stop); appends that are still queued then are dropped without done.
class EventLog {
 public:
  /// Recovers and opens; creates what is missing. Corrupt if records are missing in the middle
  /// (the sentence names the repair command), unavailable if the disk fails. `disk` and `writer`
  /// outlive the log; `report` may be null.
  static Result<std::unique_ptr<EventLog>> open(Disk& disk, Executor& writer,
                                                EventLogSettings settings, Opened* report);

  EventLog(const EventLog&) = delete;
  EventLog& operator=(const EventLog&) = delete;

  /// Calls `visit` for every record from `from` to the last_sequence() at the time of the call,
  /// one segment in memory at a time; stops at and returns its first problem. Corrupt if the
  /// records are not all there, also if the log begins after `from`. Any thread, also meanwhile.
  Result<void> read(Sequence from, const ReadRecord& visit) const;

  /// Queues; false, and nothing of it runs, if the queue is full. Any thread.
  [[nodiscard]] bool append(Append append);

  /// The newest durable record; 0 if there is none. Any thread.
  Sequence last_sequence() const;

  /// Any thread.
  LogCounts counts() const;

 private:
  struct Prepared;

  EventLog(Disk& disk, Executor& writer, EventLogSettings settings, const Recovered& recovered);

  void commit_all();
  std::vector<Append> next_group();
  void commit(std::vector<Append> group);
  Result<void> keep(const std::vector<Prepared>& group);
  void count(const Result<void>& kept, std::uint64_t begun);

  // constant after construction
  Disk& disk_;
  Executor& writer_;
  const EventLogSettings settings_;
  // guarded by mutex_
  mutable std::mutex mutex_;
  std::deque<Append> queue_;
  bool commit_posted_ = false;
  Sequence last_ = 0;
  LogCounts counts_;
  // the writer's
  LogTail tail_;
  FrameBuilder frame_;
};

}  // namespace spotter::storage
