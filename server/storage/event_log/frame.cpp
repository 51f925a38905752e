#include "storage/event_log/frame.hpp"

#include <array>
#include <limits>

#include "base/ensure.hpp"
#include "storage/event_log/crc32c.hpp"

namespace spotter::storage {
namespace {

// No byte of it occurs in UTF-8, so that no text of a visitor can look like a frame.
constexpr std::array<std::uint8_t, 4> frame_mark{0xF5, 0xFE, 0xC1, 0xFF};
constexpr std::uint16_t version = 1;
constexpr std::size_t record_header_bytes = 5;

constexpr std::size_t version_at = 4;
constexpr std::size_t payload_bytes_at = 8;
constexpr std::size_t count_at = 12;
constexpr std::size_t first_at = 16;
constexpr std::size_t crc_at = 24;

template <class Number>
void put(std::uint8_t* to, Number number) {
  for (std::size_t i = 0; i < sizeof number; ++i) {
    to[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> (8 * i));
  }
}

template <class Number>
Number get(const std::uint8_t* from) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof(Number); ++i) number |= std::uint64_t{from[i]} << (8 * i);
  return static_cast<Number>(number);
}

std::uint32_t checksum(std::span<const std::uint8_t> frame) {
  return crc32c(crc32c(0, frame.first(crc_at)), frame.subspan(frame_header_bytes));
}

// True if the payload is exactly `count` records.
bool holds_records(std::span<const std::uint8_t> payload, std::uint32_t count) {
  std::size_t at = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (payload.size() - at < record_header_bytes) return false;
    const auto length = get<std::uint32_t>(payload.data() + at);
    at += record_header_bytes;
    if (payload.size() - at < length) return false;
    at += length;
  }
  return at == payload.size();
}

}  // namespace

FrameBuilder::FrameBuilder() { clear(); }

void FrameBuilder::clear() {
  bytes_.resize(frame_header_bytes);
  count_ = 0;
}

void FrameBuilder::add(std::uint8_t kind, std::string_view bytes) {
  const auto at = bytes_.size();
  ensure(at + record_header_bytes + bytes.size() <= std::numeric_limits<std::uint32_t>::max(),
         "a frame holds less than 4 GiB");
  bytes_.resize(at + record_header_bytes);
  put(bytes_.data() + at, static_cast<std::uint32_t>(bytes.size()));
  bytes_[at + 4] = kind;
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  ++count_;
}

std::span<const std::uint8_t> FrameBuilder::seal(Sequence first) {
  ensure(count_ > 0, "a frame holds a record");
  auto* header = bytes_.data();
  std::copy(frame_mark.begin(), frame_mark.end(), header);
  put(header + version_at, version);
  put(header + version_at + 2, std::uint16_t{0});
  put(header + payload_bytes_at, static_cast<std::uint32_t>(bytes_.size() - frame_header_bytes));
  put(header + count_at, count_);
  put(header + first_at, first);
  put(header + crc_at, checksum(bytes_));
  return bytes_;
}

std::optional<Frame> frame_at(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < frame_header_bytes) return std::nullopt;
  const auto* header = bytes.data();
  if (!std::equal(frame_mark.begin(), frame_mark.end(), header)) return std::nullopt;
  if (get<std::uint32_t>(header + version_at) != version) return std::nullopt;
  const auto payload_bytes = get<std::uint32_t>(header + payload_bytes_at);
  if (bytes.size() - frame_header_bytes < payload_bytes) return std::nullopt;
  Frame frame{get<Sequence>(header + first_at), get<std::uint32_t>(header + count_at),
              bytes.subspan(frame_header_bytes, payload_bytes)};
  // The cheap checks first: they spare most of the checksums while a damaged file is searched.
  if (frame.first == 0 || frame.count == 0) return std::nullopt;
  if (frame.end() <= frame.first) return std::nullopt;
  if (frame.payload.size() / record_header_bytes < frame.count) return std::nullopt;
  if (checksum(bytes.first(frame.size())) != get<std::uint32_t>(header + crc_at)) {
    return std::nullopt;
  }
  if (!holds_records(frame.payload, frame.count)) return std::nullopt;
  return frame;
}

std::optional<FoundFrame> find_frame(std::span<const std::uint8_t> bytes, std::size_t from,
                                     Sequence least) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const std::string_view sign(reinterpret_cast<const char*>(frame_mark.data()), frame_mark.size());
  for (auto at = text.find(sign, from); at != text.npos; at = text.find(sign, at + 1)) {
    const auto frame = frame_at(bytes.subspan(at));
    if (frame && frame->first >= least) return FoundFrame{at, *frame};
  }
  return std::nullopt;
}

Result<void> visit_records(const Frame& frame, const ReadRecord& visit) {
  const auto* at = frame.payload.data();
  for (std::uint32_t i = 0; i < frame.count; ++i) {
    const auto length = get<std::uint32_t>(at);
    const auto* bytes = reinterpret_cast<const char*>(at + record_header_bytes);
    TRY_VOID(visit(StoredRecord{frame.first + i, at[4], std::string_view(bytes, length)}));
    at += record_header_bytes + length;
  }
  return {};
}

}  // namespace spotter::storage
