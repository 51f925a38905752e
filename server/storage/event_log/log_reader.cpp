#include "storage/event_log/log_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace spotter::storage {
namespace {

// Visits the frames of one segment; returns the sequence after the last one.
Result<Sequence> read_segment(std::span<const std::uint8_t> bytes, SequenceRange range,
                              const ReadRecord& visit) {
  const auto wanted = [&](const StoredRecord& record) -> Result<void> {
    if (record.sequence < range.from || record.sequence > range.last) return {};
    return visit(record);
  };
  auto next = range.from;
  auto frame = frame_at(bytes);
  while (frame && frame->first <= range.last) {
    if (frame->first > next) break;
    if (frame->end() > next) {
      TRY_VOID(visit_records(*frame, wanted));
      next = frame->end();
      range.from = next;
    }
    bytes = bytes.subspan(frame->size());
    frame = frame_at(bytes);
  }
  return next;
}

}  // namespace

Result<void> read_records(Disk& disk, const std::string& log_folder, SequenceRange range,
                          const ReadRecord& visit) {
  TRY(const auto segments, list_segments(disk, log_folder));
  for (std::size_t i = 0; i < segments.size() && range.from <= range.last; ++i) {
    const bool before = i + 1 < segments.size() && segments[i + 1].first <= range.from;
    if (before || segments[i].first > range.last) continue;
    TRY(const auto bytes, read_all(disk, segments[i].path));
    TRY(range.from, read_segment(bytes, range, visit));
  }
  if (range.from > range.last) return {};
  return failure(ProblemCode::corrupt,
                 fmt::format("The event log in {} cannot be read from record {} on, though it "
                             "holds records up to {}.",
                             log_folder, range.from, range.last));
}

}  // namespace spotter::storage
