#include "simulation/log_cursor.hpp"

#include <fmt/format.h>

#include "simulation/history.hpp"
#include "storage/event_log/segment.hpp"

namespace spotter::simulation {

namespace {

// Mostly a commit is short, and a segment long.
constexpr std::uint64_t some_bytes = 64 * 1024;
constexpr std::uint64_t all = std::uint64_t{1} << 40;

}  // namespace

void LogCursor::read_on(Sequence last, const storage::ReadRecord& visit) {
  while (next_ <= last) {
    // A new segment promises its first record: what stands there in the one before was not kept.
    auto path = log_folder_ + "/" + storage::segment_name(next_);
    if (path != path_ && disk_.exists(path)) {
      path_ = std::move(path);
      offset_ = 0;
    }
    if (path_.empty() || (!read_frames(last, some_bytes, visit) && !read_frames(last, all, visit)))
      throw Violation{"readable log", fmt::format("Record {} cannot be read.", next_)};
  }
}

// False if there is no frame with the next record within so many bytes.
bool LogCursor::read_frames(Sequence last, std::uint64_t bytes_max,
                            const storage::ReadRecord& visit) {
  const auto file = disk_.open(path_, false);
  if (!file) return false;
  const auto bytes = (*file)->read(offset_, bytes_max);
  if (!bytes) return false;
  std::span<const std::uint8_t> rest = *bytes;
  const auto begun = next_;
  for (auto frame = storage::frame_at(rest); frame && next_ <= last;
       frame = storage::frame_at(rest)) {
    if (frame->first != next_ || frame->end() > last + 1) break;
    const auto visited = storage::visit_records(*frame, visit);
    if (!visited) throw Violation{"readable log", visited.error().sentence};
    next_ = frame->end();
    offset_ += frame->size();
    rest = rest.subspan(frame->size());
    if (disk_.exists(log_folder_ + "/" + storage::segment_name(next_))) break;
  }
  return next_ > begun;
}

}  // namespace spotter::simulation
