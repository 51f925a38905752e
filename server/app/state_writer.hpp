// Brings the state database up to what the loop decided, behind it.
#pragma once

#include <deque>

#include "base/executor.hpp"
#include "parts/live/act/live_store.hpp"
#include "parts/live/show/needs.hpp"
#include "storage/database.hpp"

namespace spotter::app {

/// The one thread that touches the database. A change that cannot be written now (full disk) is
/// kept and tried again: the order of changes never breaks, and a restart derives them anyway.
class StateWriter final : public live::JournalReader {
 public:
  StateWriter(storage::Database& database, Executor& thread)
      : database_(database), thread_(thread) {}

  /// Any thread.
  void keep(live::StateChange change);
  /// Tries again what could not be written. Any thread.
  void retry();
  /// JournalReader
  void read(const std::string& subject,
            std::function<void(Result<std::vector<journal::KeptEntry>>)> read) override;

 private:
  void write_pending();

  // constant after construction
  storage::Database& database_;
  Executor& thread_;
  // the thread's
  std::deque<live::StateChange> pending_;
  bool failing_ = false;
};

}  // namespace spotter::app
