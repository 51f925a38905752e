#include "parts/live/measure/unit_table.hpp"

namespace spotter::live {

const UnitPlace* UnitTable::find(const Unit& unit) const {
  const auto& shard = shards_[shard_of(unit)];
  const auto found = shard.find(unit);
  return found == shard.end() ? nullptr : &found->second;
}

UnitPlace UnitTable::add(const Unit& unit, const UnitRow& row) {
  const auto place = static_cast<UnitPlace>(rows_.size());
  shards_[shard_of(unit)].emplace(unit, place);
  rows_.push_back(row);
  return place;
}

std::vector<Unit> UnitTable::units() const {
  std::vector<Unit> units(rows_.size());
  for (const auto& shard : shards_) {
    for (const auto& [unit, place] : shard) units[place] = unit;
  }
  return units;
}

}  // namespace spotter::live
