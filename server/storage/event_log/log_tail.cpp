#include "storage/event_log/log_tail.hpp"

#include <algorithm>

namespace spotter::storage {

LogTail::LogTail(Disk& disk, const EventLogSettings& settings, LogEnd end)
    : disk_(disk),
      settings_(settings),
      path_(std::move(end.path)),
      offset_(end.offset),
      reserve_(disk, settings) {}

Result<void> LogTail::keep(std::span<const std::uint8_t> frame, Sequence first) {
  TRY_VOID(usable());
  TRY_VOID(reopen());
  TRY_VOID(clean_up());
  if (!file_ || frame.size() > capacity_ - offset_) {
    TRY_VOID(start_segment(first, frame.size()));
  }
  unclean_ = frame.size();
  TRY_VOID(file_->write(offset_, frame));
  TRY_VOID(sync());
  unclean_ = 0;
  offset_ += frame.size();
  if (offset_ > capacity_ / 2) reserve_.prepare();
  return {};
}

Result<void> LogTail::reopen() {
  if (path_.empty()) return {};
  TRY(file_, disk_.open(path_, false));
  TRY(const auto size, file_->size());
  // A file that was cut short is continued in the next segment.
  capacity_ = std::max(size, offset_);
  path_.clear();
  return {};
}

// Zeros over what a failed write left: else a shorter frame, or a new segment, would be followed
// by bytes that recovery must take for damage.
Result<void> LogTail::clean_up() {
  if (unclean_ == 0) return {};
  TRY_VOID(write_zeros(*file_, offset_, unclean_));
  TRY_VOID(sync());
  unclean_ = 0;
  return {};
}

Result<void> LogTail::start_segment(Sequence first, std::size_t frame_bytes) {
  // Once left, a segment is not continued, even if the next frame would fit: the file of the new
  // one may be there already, and its name promises this sequence.
  file_ = nullptr;
  offset_ = 0;
  capacity_ = std::max(settings_.segment_bytes, frame_bytes);
  const auto path = settings_.log_folder() + "/" + segment_name(first);
  if (capacity_ == settings_.segment_bytes) file_ = reserve_.take(path);
  if (!file_) {
    TRY(file_, create_segment(disk_, path, capacity_));
  }
  ++segments_begun_;
  return {};
}

Result<void> LogTail::sync() {
  auto synced = file_->sync();
  if (synced) return {};
  broken_ = synced.error().sentence;
  return usable();
}

Result<void> LogTail::usable() const {
  if (broken_.empty()) return {};
  return failure(ProblemCode::unavailable,
                 "The event log takes nothing more since the disk failed to sync; restart the "
                 "program. The disk said: " +
                     broken_);
}

}  // namespace spotter::storage
