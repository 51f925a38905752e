// A frame: the records of one commit group under one checksum.
//
// Little-endian: magic u32, version u16, zero u16, payload bytes u32, records u32, first sequence
// u64, CRC32C u32 over all of this before it and the payload; then the payload. A record in it is:
// length u32, kind u8, bytes. A frame never spans segments.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "base/result.hpp"

namespace spotter::storage {

inline constexpr std::size_t frame_header_bytes = 28;

/// A record as it lies in the log; `bytes` is valid during the call that hands it over.
struct StoredRecord {
  Sequence sequence = 0;
  std::uint8_t kind = 0;
  std::string_view bytes;
};

/// Takes one record; a problem stops the reading and is passed on.
using ReadRecord = std::function<Result<void>(const StoredRecord&)>;

/// Builds one frame after the other in one buffer. One thread.
class FrameBuilder {
 public:
  FrameBuilder();
  /// Adds a record. A frame holds less than 4 GiB.
  void add(std::uint8_t kind, std::string_view bytes);
  std::uint32_t count() const { return count_; }
  std::size_t size() const { return bytes_.size(); }
  /// Writes the header and returns the frame, valid until the next call. At least one record.
  std::span<const std::uint8_t> seal(Sequence first);
  /// Begins the next frame.
  void clear();

 private:
  std::vector<std::uint8_t> bytes_;
  std::uint32_t count_ = 0;
};

/// A frame that was found whole: checksum, lengths and count agree.
struct Frame {
  Sequence first = 0;
  std::uint32_t count = 0;
  std::span<const std::uint8_t> payload;

  std::size_t size() const { return frame_header_bytes + payload.size(); }
  /// The sequence after its last record.
  Sequence end() const { return first + count; }
};

/// The frame at the start of `bytes`, or nothing if there is no whole one.
std::optional<Frame> frame_at(std::span<const std::uint8_t> bytes);

struct FoundFrame {
  std::size_t offset = 0;
  Frame frame;
};

/// The first whole frame that starts at or after `from`, at whichever byte, and whose first
/// sequence is at least `least`.
std::optional<FoundFrame> find_frame(std::span<const std::uint8_t> bytes, std::size_t from,
                                     Sequence least);

/// Calls `visit` for each record in order; stops at and returns its first problem.
Result<void> visit_records(const Frame& frame, const ReadRecord& visit);

}  // namespace spotter::storage
