// What is known of each exposed unit, in order of first exposure.
#pragma once

#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <deque>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"

namespace spotter::live {

/// Place of an arm in its launch; 0 is control.
using ArmIndex = std::uint8_t;

/// One exposed unit.
struct UnitRow {
  Instant exposed;
  std::uint64_t converted = 0;  ///< one bit a metric: at least one event was counted
  ArmIndex arm = 0;
  bool excluded = false;

  bool operator==(const UnitRow&) const = default;
};

/// Place of a unit in the order of first exposure.
using UnitPlace = std::uint32_t;

/// Rows by unit, in shards, so that growing never stops the loop for long: a shard's table is a
/// 64th of all. At most 2^32 units. One thread.
class UnitTable {
 public:
  /// Nothing if the unit was never exposed.
  const UnitPlace* find(const Unit& unit) const;
  /// Adds a unit that is not there; gives its place.
  UnitPlace add(const Unit& unit, const UnitRow& row);

  UnitRow& operator[](UnitPlace place) { return rows_[place]; }
  const UnitRow& operator[](UnitPlace place) const { return rows_[place]; }
  std::size_t size() const { return rows_.size(); }
  /// All units in order of first exposure; made anew by every call.
  std::vector<Unit> units() const;

 private:
  static constexpr std::size_t shard_count = 64;
  using Shard = boost::unordered_flat_map<Unit, UnitPlace, UnitHash>;

  // The map hashes the first eight bytes of a pseudonym, so the shard comes from the last one.
  static std::size_t shard_of(const Unit& unit) { return unit.bytes.back() % shard_count; }

  std::array<Shard, shard_count> shards_;
  std::deque<UnitRow> rows_;  // never moves its elements
};

}  // namespace spotter::live
