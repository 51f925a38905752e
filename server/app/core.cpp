#include "app/core.hpp"

#include <fmt/format.h>

#include "base/log.hpp"

namespace spotter::app {

namespace {

Result<std::unique_ptr<storage::EventLog>> open_log(const CoreNeeds& needs) {
  storage::Opened opened;
  auto log = storage::EventLog::open(needs.disk, needs.log_thread, needs.log, &opened);
  for (const auto& sentence : opened.sentences) log_line(sentence);
  return log;
}

}  // namespace

Result<std::unique_ptr<Core>> Core::open(const CoreNeeds& needs) {
  TRY(auto log, open_log(needs));
  TRY_VOID(live::reconcile(needs.database, log->last_sequence(), needs.clock.now()));
  return std::unique_ptr<Core>(new Core(needs, std::move(log)));
}

Core::Core(const CoreNeeds& needs, std::unique_ptr<storage::EventLog> log)
    : needs_(needs),
      pseudonyms_(needs.pseudonym_key),
      record_maker_(pseudonyms_, needs.random),
      log_(std::move(log)),
      state_writer_(needs.database, needs.state_thread),
      publisher_(state_writer_, needs.clock),
      loop_(publisher_, needs.clock, &agreements_),
      log_desk_(*log_, needs.loop_thread, loop_),
      watchers_(loop_),
      facts_(loop_),
      tracker_streams_(agreements_.tracker(), facts_),
      agreement_desk_(log_desk_),
      checkpointer_({needs.disk, needs.clock, *log_, needs.checkpoint_thread, needs.log.data_folder,
                     needs.checkpoint_every}),
      launches_{needs.loop_thread, loop_, watchers_, log_desk_, state_writer_} {}

LaneBridge& Core::add_lane(Executor& lane) {
  const LaneNeeds lane_needs{log_desk_, record_maker_, needs_.loop_thread,
                             loop_,     needs_.clock,  needs_.encryption_keys};
  bridges_.push_back(std::make_unique<LaneBridge>(lane_needs));
  places_.push_back({&lane, bridges_.back().get()});
  return *bridges_.back();
}

Result<void> Core::begin() {
  TRY(const auto kept, live::applied_sequence(needs_.database));
  const auto checkpoints = checkpoints_in(needs_.log.data_folder);
  TRY(const auto from, log_desk_.replay(needs_.disk, checkpoints, kept));
  if (from > 0) log_line(fmt::format("Took over the checkpoint at record {}.", from));
  log_line(fmt::format("Replayed the event log up to record {}.", log_->last_sequence()));
  checkpointer_.begin(from);
  publisher_.attach(places_, log_desk_);
  for (const auto& launch : loop_.finish_replay()) publisher_.write_recovered(launch);
  return {};
}

void Core::tick() {
  needs_.loop_thread.post([this] {
    watchers_.tick();
    tracker_streams_.tick();
  });
  state_writer_.retry();
  checkpointer_.tick();
}

}  // namespace spotter::app
