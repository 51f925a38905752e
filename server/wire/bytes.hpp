// Our own binary encoding for log records: fixed little-endian numbers and length-prefixed text.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.hpp"

namespace spotter::wire {

static_assert(std::endian::native == std::endian::little, "the log's byte order");

/// Appends values to a byte string.
class ByteWriter {
 public:
  template <class T>
  requires(std::is_integral_v<T>) void number(T value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    bytes_.append(bytes, sizeof value);
  }
  /// The double's own bits.
  void real(double value) { number(std::bit_cast<std::uint64_t>(value)); }
  /// At most 65,535 bytes; longer text is a bug.
  void text(std::string_view value) {
    number(static_cast<std::uint16_t>(value.size()));
    bytes_.append(value.substr(0, 0xFFFF));
  }
  void raw(std::span<const std::uint8_t> value) {
    bytes_.append(reinterpret_cast<const char*>(value.data()), value.size());
  }
  /// Text of any length.
  void long_text(std::string_view value) {
    number(static_cast<std::uint64_t>(value.size()));
    bytes_.append(value);
  }
  std::size_t size() const { return bytes_.size(); }
  std::string take() { return std::exchange(bytes_, {}); }

 private:
  std::string bytes_;
};

/// Reads what ByteWriter wrote. Past the end every read gives zero and `complete` turns false.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  template <class T>
  requires(std::is_integral_v<T>) T number() {
    T value{};
    const auto bytes = cut(sizeof value);
    if (bytes.size() == sizeof value) std::memcpy(&value, bytes.data(), sizeof value);
    return value;
  }
  double real() { return std::bit_cast<double>(number<std::uint64_t>()); }
  std::string_view text() { return cut(number<std::uint16_t>()); }
  std::string_view long_text() { return cut(number<std::uint64_t>()); }
  void raw(std::span<std::uint8_t> value) {
    const auto bytes = cut(value.size());
    if (bytes.size() == value.size()) std::memcpy(value.data(), bytes.data(), bytes.size());
  }
  /// False once something was read that is not there.
  bool complete() const { return complete_; }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view cut(std::size_t size) {
    if (size > rest_.size()) {
      complete_ = false;
      rest_ = {};
      return {};
    }
    const auto head = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return head;
  }

  std::string_view rest_;
  bool complete_ = true;
};

}  // namespace spotter::wire
