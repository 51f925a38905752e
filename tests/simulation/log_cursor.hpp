// Reads the log's segments while they are written, each frame once.
#pragma once

#include <string>

#include "base/disk.hpp"
#include "storage/event_log/frame.hpp"

namespace spotter::simulation {

/// EventLog::read begins a segment anew at every call, which adds up when every commit is looked
/// at. This one goes on where it stopped; what it has passed was durable and must not change.
class LogCursor {
 public:
  LogCursor(Disk& disk, std::string log_folder) : disk_(disk), log_folder_(std::move(log_folder)) {}

  /// Visits the records after those visited before, up to `last`, which must be durable. Throws
  /// Violation if one of them is not there.
  void read_on(Sequence last, const storage::ReadRecord& visit);

 private:
  bool read_frames(Sequence last, std::uint64_t bytes_max, const storage::ReadRecord& visit);

  Disk& disk_;
  const std::string log_folder_;
  Sequence next_ = 1;
  std::string path_;          ///< of the segment it stands in
  std::uint64_t offset_ = 0;  ///< there
};

}  // namespace spotter::simulation
