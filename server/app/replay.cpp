#include "app/replay.hpp"

#include "parts/live/act/loop_state.hpp"

namespace spotter::app {

storage::CheckpointPlace checkpoints_in(const std::string& data_folder) {
  return {data_folder + "/checkpoints", live::loop_state_version};
}

Result<bool> Replay::take_checkpoint(Disk& disk, const storage::CheckpointPlace& place,
                                     const Reach& reach) {
  TRY(auto checkpoint, storage::open_checkpoint(disk, place, reach.last));
  if (!checkpoint) return false;
  wire::ByteInput input([&] { return checkpoint->next(); });
  if (input.value().number<Sequence>() > reach.kept) return false;
  TRY_VOID(live::LoopState::read(input, loop_));
  const bool known = known_.read(input);
  TRY_VOID(input.got());
  if (!known || loop_.sequence() != checkpoint->sequence())
    return failure(ProblemCode::corrupt,
                   "The newest checkpoint cannot be read. Remove the folder \"checkpoints\" from "
                   "the data directory: the event log holds everything.");
  return true;
}

Result<void> Replay::take_tail(const storage::EventLog& log) {
  return log.read(loop_.sequence() + 1,
                  [this](const storage::StoredRecord& record) { return take(record); });
}

Result<void> Replay::take(const storage::StoredRecord& record) {
  const auto kind = static_cast<live::RecordKind>(record.kind);
  TRY([[maybe_unused]] const auto outcome, loop_.take(record.sequence, kind, record.bytes));
  if (kind != live::RecordKind::event) return {};
  TRY(const auto event, live::decode_event(record.bytes));
  known_.remember(event.message, event.received);
  return {};
}

Result<void> Replay::write_checkpoint(Disk& disk, const storage::CheckpointPlace& place) {
  TRY(auto checkpoint, storage::CheckpointWriter::create(disk, place, loop_.sequence()));
  wire::ByteOutput output([&](std::string_view piece) { return checkpoint.put(piece); });
  output.value().number(loop_.last_change());
  live::LoopState::write(loop_, output);
  known_.write(output);
  TRY_VOID(output.finish());
  return checkpoint.finish();
}

}  // namespace spotter::app
