// Between those who have something to log, the event log, and the loop.
#pragma once

#include <atomic>
#include <functional>
#include <vector>

#include "app/replay.hpp"
#include "base/limits.hpp"
#include "parts/live/act/loop.hpp"
#include "parts/live/intake/deduplicator.hpp"
#include "parts/live/show/needs.hpp"
#include "storage/event_log/event_log.hpp"

namespace spotter::app {

/// What became of a batch of events; `last` is at or after every event of the batch, new or not.
struct KeptEvents {
  Result<void> kept;
  Sequence last = 0;
};

/// The problem of a full queue.
Problem queue_full();

/// Durable first, then judged, then answered: a record goes to the loop after fdatasync and before
/// its sender hears of it, so results asked for later have judged it.
class LogDesk final : public live::RecordWriter {
 public:
  LogDesk(storage::EventLog& log, Executor& loop_thread, live::Loop& loop)
      : log_(log), loop_thread_(loop_thread), loop_(loop) {}

  /// Brings the loop and the de-duplicator to the end of the log. At a start, before any other
  /// call. Gives the checkpoint's sequence that it began from; 0: none.
  Result<Sequence> replay(Disk& disk, const storage::CheckpointPlace& checkpoints, Sequence kept);

  /// Appends the new ones among `events`; `kept` runs once, on the log writer's thread. False if
  /// the queue is full, or if the loop is limits::loop_queue_bytes_max behind the log: then `kept`
  /// does not run. Any thread. What people write is never refused for the loop's sake.
  [[nodiscard]] bool append_events(const std::vector<live::EventRecord>& events,
                                   std::function<void(const KeptEvents&)> kept);

  /// RecordWriter
  void write(live::RecordKind kind, std::string bytes,
             std::function<void(Result<live::Written>)> taken) override;

 private:
  void hand_to_loop(storage::Committed committed);
  Result<void> said(const Result<void>& kept);
  bool loop_is_behind() const { return behind_ > limits::loop_queue_bytes_max; }

  // constant after construction
  storage::EventLog& log_;
  Executor& loop_thread_;
  live::Loop& loop_;
  std::atomic<std::size_t> behind_ = 0;  ///< bytes in the log that wait for the loop
  // the log writer's
  live::Deduplicator known_;
  bool failing_ = false;
};

}  // namespace spotter::app
