// Seeded randomness: the same seed throws the same dice on every machine.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/clock.hpp"
#include "base/random.hpp"

namespace spotter::simulation {

/// xoshiro256** (Blackman and Vigna 2018), filled by splitmix64. Distributions are our own: those
/// of the standard library differ between libraries.
class Dice final : public Random {
 public:
  explicit Dice(std::uint64_t seed);

  std::uint64_t next();
  /// 0 to `bound` - 1; `bound` over 0.
  std::uint64_t below(std::uint64_t bound);
  /// In [0, 1).
  double fraction();
  bool chance(double probability) { return fraction() < probability; }
  /// From `low` to `high`, both included.
  Duration between(Duration low, Duration high);
  /// Exponentially distributed with this mean.
  Duration about(Duration mean);
  /// Dice of their own for somebody else, so that what one does cannot change what another throws.
  Dice fork() { return Dice(next()); }

  template <class T>
  T& pick(std::vector<T>& from) {
    return from[below(from.size())];
  }
  template <class T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

  void fill(std::span<std::uint8_t> bytes) override;

 private:
  std::array<std::uint64_t, 4> state_;
};

}  // namespace spotter::simulation
