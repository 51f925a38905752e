// A tally's state as bytes, for checkpoints.
#pragma once

#include "parts/live/measure/launch_tally.hpp"
#include "wire/byte_stream.hpp"

namespace spotter::live {

/// Doubles go as they are, and the arms' sums are exact, so they are made again from the units'
/// totals: what is read is the same bit for bit. The tally's arms and metrics are not written: read
/// into a tally that was made for the same launch.
class TallyState {
 public:
  static void write(const LaunchTally& tally, wire::ByteOutput& output);
  /// `tally` must be new. False if the bytes do not fit it.
  static bool read(wire::ByteInput& input, LaunchTally& tally);

 private:
  static void write_units(const LaunchTally& tally, wire::ByteOutput& output);
  static bool read_units(wire::ByteInput& input, LaunchTally& tally);
};

}  // namespace spotter::live
