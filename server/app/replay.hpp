// Everything that is derived from the event log, and how to get there again.
#pragma once

#include "base/disk.hpp"
#include "parts/live/act/loop.hpp"
#include "parts/live/intake/deduplicator.hpp"
#include "storage/checkpoint/checkpoint.hpp"
#include "storage/event_log/event_log.hpp"

namespace spotter::app {

/// Where a data folder keeps its checkpoints.
storage::CheckpointPlace checkpoints_in(const std::string& data_folder);

/// The loop and the de-duplicator, brought to where the log stands: by a checkpoint and the log's
/// tail after it, or by the whole log. Owned by the thread that owns both.
class Replay {
 public:
  Replay(live::Loop& loop, live::Deduplicator& known) : loop_(loop), known_(known) {}

  /// How far the log goes, and how far the state store behind the loop has got.
  struct Reach {
    Sequence last = 0;
    Sequence kept = 0;
  };

  /// Takes the newest checkpoint over; loop and de-duplicator must be new. Not if the state store
  /// lacks a change from before it: then only a replay brings that again. False if none was taken.
  Result<bool> take_checkpoint(Disk& disk, const storage::CheckpointPlace& place,
                               const Reach& reach);
  /// Takes the log's records after what is known already.
  Result<void> take_tail(const storage::EventLog& log);
  /// Writes a checkpoint of what has been taken.
  Result<void> write_checkpoint(Disk& disk, const storage::CheckpointPlace& place);

 private:
  Result<void> take(const storage::StoredRecord& record);

  live::Loop& loop_;
  live::Deduplicator& known_;
};

}  // namespace spotter::app
