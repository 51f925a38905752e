// Strong identifiers: numbers and texts that must not be mixed up.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>

#include "base/text.hpp"

namespace spotter {

/// A record's place in the event log: 1 is the first, 0 means "before anything".
using Sequence = std::uint64_t;

/// A visitor's 128-bit keyed pseudonym (semantics.md, "Unit"). All zero means "nobody".
struct Unit {
  std::array<std::uint8_t, 16> bytes{};

  auto operator<=>(const Unit&) const = default;
  explicit operator bool() const { return *this != Unit{}; }
};

inline std::string to_text(const Unit& unit) { return to_hex(unit.bytes); }

/// For hash maps: the pseudonym is already uniformly distributed.
struct UnitHash {
  using is_avalanching = void;
  std::size_t operator()(const Unit& unit) const {
    std::uint64_t word = 0;
    std::memcpy(&word, unit.bytes.data(), sizeof word);
    return static_cast<std::size_t>(word);
  }
};

}  // namespace spotter
