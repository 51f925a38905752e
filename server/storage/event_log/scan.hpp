// Looks through all segments: where the log ends, what is torn, and whether anything is missing.
// Changes nothing on the disk.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/event_log/frame.hpp"
#include "storage/event_log/segment.hpp"

namespace spotter::storage {

/// The last segment with a frame in it. `path` is empty if the newest segment is still empty.
struct LogEnd {
  std::string path;
  std::uint64_t offset = 0;      ///< after the last frame
  std::uint64_t last_frame = 0;  ///< where it begins
};

/// Bytes after the last frame of a segment that are no frame, with no record missing.
struct TornTail {
  SegmentFile segment;
  std::uint64_t offset = 0;
  std::uint64_t end = 0;  ///< after the last byte that is not zero
  Sequence expected = 0;  ///< the record that would have begun there
};

/// A place where records are missing or out of order though others follow.
struct Damage {
  std::size_t segment = 0;  ///< index into LogScan::segments
  std::uint64_t offset = 0;
  Sequence expected = 0;
  Sequence found = 0;  ///< with which the rest begins
};

struct LogScan {
  std::vector<SegmentFile> segments;
  Sequence first = 1;  ///< the oldest record kept, or the first to come
  Sequence last = 0;   ///< the newest whole record before any damage; first - 1 if there is none
  LogEnd end;
  std::vector<TornTail> torn;
  std::optional<Damage> damage;
};

/// Reads every segment once, one at a time. Unavailable if the disk fails; damage is no failure.
Result<LogScan> scan_log(Disk& disk, const std::string& log_folder);

/// The place after the last byte of `bytes` that is not zero.
std::size_t data_end(std::span<const std::uint8_t> bytes);

}  // namespace spotter::storage
