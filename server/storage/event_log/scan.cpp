#include "storage/event_log/scan.hpp"

#include <algorithm>

namespace spotter::storage {
namespace {

struct SegmentScan {
  Sequence next = 0;  // after the last whole frame in order
  std::uint64_t offset = 0;
  std::uint64_t last_frame = 0;
  std::uint64_t end = 0;            // of what is not zero
  std::optional<Sequence> follows;  // first record of a whole frame after a bad place
};

SegmentScan scan_segment(std::span<const std::uint8_t> bytes, Sequence next) {
  SegmentScan scan{next, 0, 0, data_end(bytes), std::nullopt};
  auto frame = frame_at(bytes);
  while (frame && frame->first == scan.next) {
    scan.last_frame = scan.offset;
    scan.offset += frame->size();
    scan.next = frame->end();
    frame = frame_at(bytes.subspan(scan.offset));
  }
  if (frame) {
    scan.follows = frame->first;
  } else if (scan.end > scan.offset) {
    const auto found = find_frame(bytes, scan.offset + 1, scan.next);
    if (found) scan.follows = found->frame.first;
  }
  // The last bytes of a frame may be zeros themselves.
  scan.end = std::max(scan.end, scan.offset);
  return scan;
}

// A segment that does not begin with the record after the one before it.
Damage misplaced(const LogScan& scan, std::size_t segment, Sequence expected) {
  const auto found = scan.segments[segment].first;
  const auto torn_before = segment > 0 && !scan.torn.empty() &&
                           scan.torn.back().segment.path == scan.segments[segment - 1].path;
  if (torn_before) return {segment - 1, scan.torn.back().offset, expected, found};
  return {segment, 0, expected, found};
}

}  // namespace

std::size_t data_end(std::span<const std::uint8_t> bytes) {
  const auto last =
      std::find_if(bytes.rbegin(), bytes.rend(), [](std::uint8_t byte) { return byte != 0; });
  return static_cast<std::size_t>(bytes.rend() - last);
}

Result<LogScan> scan_log(Disk& disk, const std::string& log_folder) {
  LogScan scan;
  TRY(scan.segments, list_segments(disk, log_folder));
  if (scan.segments.empty()) return scan;
  scan.first = scan.segments.front().first;
  auto next = scan.first;
  for (std::size_t i = 0; i < scan.segments.size() && !scan.damage; ++i) {
    const auto& segment = scan.segments[i];
    if (segment.first != next) {
      scan.damage = misplaced(scan, i, next);
      break;
    }
    TRY(const auto bytes, read_all(disk, segment.path));
    const auto part = scan_segment(bytes, next);
    next = part.next;
    scan.end = part.offset > 0 ? LogEnd{segment.path, part.offset, part.last_frame} : LogEnd{};
    if (part.follows) {
      scan.damage = Damage{i, part.offset, next, *part.follows};
    } else if (part.end > part.offset) {
      scan.torn.push_back({segment, part.offset, part.end, next});
    }
  }
  scan.last = next - 1;
  return scan;
}

}  // namespace spotter::storage
