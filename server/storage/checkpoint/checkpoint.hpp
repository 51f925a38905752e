// Checkpoint files: a state that somebody derived from the event log, and how far.
//
// Little-endian: magic u32, version u16, zero u16, sequence u64; then pieces: length u32, CRC32C
// u32, bytes; a piece of length 0 ends the file. A file is written beside its name and renamed once
// it is whole, so what has a name was complete when it got it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/disk.hpp"
#include "base/ids.hpp"

namespace spotter::storage {

/// Where checkpoints stand, and whose. `version` is that of what the pieces mean: files of another
/// version are not there.
struct CheckpointPlace {
  std::string folder;
  std::uint16_t version = 1;
};

/// Writes one checkpoint. One thread.
class CheckpointWriter {
 public:
  static Result<CheckpointWriter> create(Disk& disk, const CheckpointPlace& place,
                                         Sequence sequence);
  /// Not empty, under 4 GiB.
  Result<void> put(std::string_view piece);
  /// Makes it durable and gives it its name; older ones but the newest are removed.
  Result<void> finish();

 private:
  CheckpointWriter(Disk& disk, std::unique_ptr<File> file, std::string path)
      : disk_(&disk), file_(std::move(file)), path_(std::move(path)) {}

  Result<void> append(std::string_view bytes);

  Disk* disk_;
  std::unique_ptr<File> file_;
  std::string path_;
  std::uint64_t offset_ = 0;
};

/// Reads one checkpoint piece by piece. One thread.
class CheckpointReader {
 public:
  Sequence sequence() const { return sequence_; }
  /// The next piece; nothing after the last. corrupt if it is damaged.
  Result<std::optional<std::string>> next();

 private:
  friend Result<std::optional<CheckpointReader>> open_checkpoint(Disk&, const CheckpointPlace&,
                                                                 Sequence);
  std::unique_ptr<File> file_;
  Sequence sequence_ = 0;
  std::uint64_t offset_ = 0;
};

/// The newest whole checkpoint at or before `last`; nothing if there is none. Damaged ones and ones
/// of another version are passed over; later ones (the log was repaired) are removed.
Result<std::optional<CheckpointReader>> open_checkpoint(Disk& disk, const CheckpointPlace& place,
                                                        Sequence last);

}  // namespace spotter::storage
