// The loop's state as bytes, for checkpoints: what a replay up to here would come to.
#pragma once

#include "parts/live/act/loop.hpp"
#include "wire/byte_stream.hpp"

namespace spotter::live {

/// The format's version: a change of what is written needs a higher one, and older checkpoints are
/// then passed over (the log is still there).
inline constexpr std::uint16_t loop_state_version = 3;

/// Between two records. The feed is not part of any state.
class LoopState {
 public:
  /// Loop's thread only.
  static void write(Loop& loop, wire::ByteOutput& output);
  /// `loop` must be new. corrupt if the bytes are not such a state.
  static Result<void> read(wire::ByteInput& input, Loop& loop);

 private:
  static void write_book(const Loop& loop, wire::ByteOutput& output);
  static bool read_book(wire::ByteInput& input, Loop& loop);
  static bool read_running(wire::ByteInput& input, Loop& loop);
  static bool read_receipts(wire::ByteInput& input, Loop& loop);
};

}  // namespace spotter::live
