// Writes checkpoints beside the running program, so that a start replays the log's tail only.
#pragma once

#include <atomic>

#include "app/replay.hpp"
#include "base/executor.hpp"

namespace spotter::app {

/// Derives the state a second time, from the last checkpoint and the log, on a thread of its own:
/// the loop never stands still for it. While it works, memory holds the state twice.
class Checkpointer {
 public:
  struct Needs {
    Disk& disk;
    const Clock& clock;
    const storage::EventLog& log;
    Executor& thread;
    std::string data_folder;
    Sequence every;  ///< records between two checkpoints, over 0
  };

  explicit Checkpointer(Needs needs) : needs_(std::move(needs)) {}

  /// What is on disk already, found at the start.
  void begin(Sequence newest) { newest_ = newest; }
  /// Begins a checkpoint if one is due. Any thread.
  void tick();

 private:
  void write();
  Result<Sequence> derive();

  // constant after construction
  const Needs needs_;
  std::atomic<Sequence> newest_{0};
  std::atomic<bool> busy_{false};
};

}  // namespace spotter::app
