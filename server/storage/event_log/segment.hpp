// Segments: the files of the event log, named after the sequence of their first record and
// prewritten with zeros, so that a commit changes neither the size nor the place of a file.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/disk.hpp"
#include "base/executor.hpp"
#include "base/ids.hpp"
#include "base/limits.hpp"

namespace spotter::storage {

/// Where an event log lies and how large its pieces are. Tests make them smaller.
struct EventLogSettings {
  std::string data_folder;  ///< the segments are in its subfolder "log"
  std::size_t segment_bytes = limits::log_segment_bytes;
  std::size_t commit_bytes_max = limits::log_commit_bytes_max;
  std::size_t queue_bytes_max = limits::intake_queue_bytes_max;
  /// Where the next segment is written with zeros ahead of its use; null: within a commit.
  /// Outlives the log's writer.
  Executor* reserve = nullptr;

  std::string log_folder() const { return data_folder + "/log"; }
};

/// A segment's file, by its name.
struct SegmentFile {
  Sequence first = 0;  ///< the sequence of the first record that is or will be in it
  std::string path;
};

/// "00000000000000000001.log"
std::string segment_name(Sequence first);

/// The reverse; nothing if `name` is not a segment's.
std::optional<Sequence> segment_first(std::string_view name);

/// The segments in `log_folder` in order of their first sequence.
Result<std::vector<SegmentFile>> list_segments(const Disk& disk, const std::string& log_folder);

/// Everything in a file.
Result<std::vector<std::uint8_t>> read_all(Disk& disk, const std::string& path);

/// Overwrites with zeros; does not sync.
Result<void> write_zeros(File& file, std::uint64_t offset, std::uint64_t size);

/// Creates a segment of `size` zeros that are on the disk when this returns. If that fails it
/// removes what it made: on a full disk the room is needed elsewhere.
Result<std::unique_ptr<File>> create_segment(Disk& disk, const std::string& path,
                                             std::uint64_t size);

}  // namespace spotter::storage
