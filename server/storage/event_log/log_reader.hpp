// Reads records back, segment by segment.
#pragma once

#include "storage/event_log/frame.hpp"
#include "storage/event_log/segment.hpp"

namespace spotter::storage {

/// Which records to read: both ends included.
struct SequenceRange {
  Sequence from = 1;
  Sequence last = 0;
};

/// Calls `visit` for every record of `range` in order. Corrupt if one of them is not there.
Result<void> read_records(Disk& disk, const std::string& log_folder, SequenceRange range,
                          const ReadRecord& visit);

}  // namespace spotter::storage
