#include "app/checkpointer.hpp"

#include <fmt/format.h>

#include <limits>

#include "app/agreement_bridge.hpp"
#include "base/log.hpp"

namespace spotter::app {

namespace {

// The second derivation tells nobody anything: the running loop has said it.
class Silence final : public live::Outlet {
 public:
  void publish(std::shared_ptr<const live::Snapshot>, std::optional<live::RolledBack>) override {}
  void keep(live::StateChange) override {}
};

}  // namespace

void Checkpointer::tick() {
  if (needs_.log.last_sequence() < newest_.load() + needs_.every) return;
  if (busy_.exchange(true)) return;
  needs_.thread.post([this] { write(); });
}

void Checkpointer::write() {
  const auto written = derive();
  if (written) newest_ = *written;
  else log_line("A checkpoint could not be written: " + written.error().sentence);
  // After a failure the next one is as far away as after a success: a full disk is not hammered.
  if (!written) newest_ = needs_.log.last_sequence();
  busy_ = false;
}

Result<Sequence> Checkpointer::derive() {
  const auto place = checkpoints_in(needs_.data_folder);
  const auto everything = std::numeric_limits<Sequence>::max();
  Silence silence;
  AgreementBridge agreements;
  live::Loop loop(silence, needs_.clock, &agreements);
  live::Deduplicator known;
  Replay replay(loop, known);
  TRY([[maybe_unused]] const auto taken,
      replay.take_checkpoint(needs_.disk, place, {needs_.log.last_sequence(), everything}));
  TRY_VOID(replay.take_tail(needs_.log));
  TRY_VOID(replay.write_checkpoint(needs_.disk, place));
  return loop.sequence();
}

}  // namespace spotter::app
