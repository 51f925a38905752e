// A running launch's state as bytes, for checkpoints.
#pragma once

#include <optional>

#include "parts/live/act/running_launch.hpp"
#include "wire/byte_stream.hpp"

namespace spotter::live {

/// Definition and metrics go along as they were at the start; doubles go as they are.
class RunningState {
 public:
  static void write(const RunningLaunch& running, wire::ByteOutput& output);
  /// Nothing if the bytes are not such a state.
  static std::optional<RunningLaunch> read(wire::ByteInput& input);

 private:
  static void write_judged(const RunningLaunch& running, wire::ByteOutput& output);
  static void read_judged(wire::ByteInput& input, RunningLaunch& running);
};

}  // namespace spotter::live
