// Everything between the threads and HTTP: what `serve` runs on threads, and the simulator on
// queues of its own.
#pragma once

#include <memory>
#include <vector>

#include "app/agreement_bridge.hpp"
#include "app/checkpointer.hpp"
#include "app/lane_bridge.hpp"
#include "app/log_desk.hpp"
#include "app/publisher.hpp"
#include "app/state_writer.hpp"
#include "base/disk.hpp"
#include "base/limits.hpp"
#include "parts/launches/agreement_api.hpp"
#include "parts/live/show/launch_api.hpp"

namespace spotter::app {

/// What a core is built from. All of it outlives the core.
struct CoreNeeds {
  Disk& disk;
  const Clock& clock;
  Random& random;
  Executor& log_thread;
  Executor& loop_thread;
  Executor& state_thread;
  Executor& checkpoint_thread;
  storage::Database& database;  ///< touched here until begin(), then on state_thread only
  const live::Pseudonyms::Key& pseudonym_key;
  const protocols::EncryptionKeys& encryption_keys;
  storage::EventLogSettings log;  ///< where the data folder is, and the log's sizes
  Sequence checkpoint_every = limits::checkpoint_every;  ///< records between two checkpoints
};

/// The event log, the loop and what stands around them. Built and destroyed on one thread, by
/// the composition root; its four threads must have run or dropped all their tasks before it is
/// destroyed (Worker::stop).
class Core {
 public:
  /// Recovers the event log. Problems as of EventLog::open and of the database.
  static Result<std::unique_ptr<Core>> open(const CoreNeeds& needs);

  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;

  /// Another lane that serves. Before begin(); both live as long as the core.
  LaneBridge& add_lane(Executor& lane);
  /// Brings the loop up to the end of the log, before anybody is served: an older state would
  /// expose people again. Then the loop acts and every lane serves; rollbacks that were decided
  /// but not told are told by serving. Once, before the first request; corrupt if the log holds a
  /// record that cannot be read.
  Result<void> begin();
  /// Every limits::live_tick, once begun. Any thread.
  void tick();

  /// What the routes work on.
  const live::LaunchDesk& launches() const { return launches_; }
  launches::TrackerDesk tracker(const launches::MemberDirectory& members) {
    return {needs_.loop_thread, agreements_.tracker(), facts_,
            tracker_streams_,   agreement_desk_,       members};
  }
  /// For a recount: asked for fresh ones only.
  const live::Agreements& agreements() const { return agreements_; }
  const storage::EventLog& log() const { return *log_; }
  /// Loop's thread only.
  live::Loop& loop() { return loop_; }

 private:
  Core(const CoreNeeds& needs, std::unique_ptr<storage::EventLog> log);

  // constant after construction, in the order in which they are built
  const CoreNeeds needs_;
  const live::Pseudonyms pseudonyms_;
  const live::RecordMaker record_maker_;
  const std::unique_ptr<storage::EventLog> log_;
  StateWriter state_writer_;
  Publisher publisher_;
  AgreementBridge agreements_;
  live::Loop loop_;
  LogDesk log_desk_;
  live::Watchers watchers_;
  const LoopFacts facts_;
  launches::TrackerStreams tracker_streams_;
  AgreementDesk agreement_desk_;
  Checkpointer checkpointer_;
  const live::LaunchDesk launches_;
  // constant after begin()
  std::vector<std::unique_ptr<LaneBridge>> bridges_;
  std::vector<Publisher::Place> places_;
};

}  // namespace spotter::app
