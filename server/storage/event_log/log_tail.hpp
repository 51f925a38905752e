// The end of the event log, where frames are written.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "storage/event_log/scan.hpp"
#include "storage/event_log/segment_reserve.hpp"

namespace spotter::storage {

/// Writes frames, one write and one fdatasync each. One thread at a time.
class LogTail {
 public:
  /// `disk` outlives it. Nothing is opened or written before the first frame.
  LogTail(Disk& disk, const EventLogSettings& settings, LogEnd end);

  /// When this returns without a problem, the frame is durable. Else nothing was kept and the next
  /// call may try again with the same sequence: unavailable (a full disk). After a failed sync all
  /// further calls are refused: what the kernel then has in memory says nothing about the disk.
  Result<void> keep(std::span<const std::uint8_t> frame, Sequence first);

  /// Unavailable if no more frames can be kept until a restart.
  Result<void> usable() const;

  std::uint64_t segments_begun() const { return segments_begun_; }

 private:
  Result<void> reopen();
  Result<void> clean_up();
  Result<void> start_segment(Sequence first, std::size_t frame_bytes);
  Result<void> sync();

  // constant after construction
  Disk& disk_;
  const EventLogSettings settings_;
  // the writer's
  std::string path_;            // of the segment to continue before it is opened, else empty
  std::unique_ptr<File> file_;  // null: the next frame starts a segment
  std::uint64_t offset_ = 0;
  std::uint64_t capacity_ = 0;
  std::uint64_t unclean_ = 0;  // bytes after offset_ that a failed write may have left
  std::uint64_t segments_begun_ = 0;
  SegmentReserve reserve_;
  std::string broken_;  // empty, or what the disk said
};

}  // namespace spotter::storage
