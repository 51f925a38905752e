#include "simulation/dice.hpp"

#include <cmath>

namespace spotter::simulation {

namespace {

std::uint64_t rotated(std::uint64_t word, int by) { return (word << by) | (word >> (64 - by)); }

}  // namespace

Dice::Dice(std::uint64_t seed) : state_{} {
  for (auto& word : state_) {
    seed += 0x9E3779B97F4A7C15;
    auto mixed = seed;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
    word = mixed ^ (mixed >> 31);
  }
}

std::uint64_t Dice::next() {
  const auto result = rotated(state_[1] * 5, 7) * 9;
  const auto shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = rotated(state_[3], 45);
  return result;
}

// The bias of the remainder is below 2^-40 for every bound used here.
std::uint64_t Dice::below(std::uint64_t bound) { return next() % bound; }

double Dice::fraction() { return static_cast<double>(next() >> 11) * 0x1p-53; }

Duration Dice::between(Duration low, Duration high) {
  const auto span = static_cast<std::uint64_t>((high - low).count()) + 1;
  return low + Duration(static_cast<std::int64_t>(below(span)));
}

Duration Dice::about(Duration mean) {
  const double times = -std::log1p(-fraction());
  return Duration(static_cast<std::int64_t>(static_cast<double>(mean.count()) * times));
}

void Dice::fill(std::span<std::uint8_t> bytes) {
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(next() >> 56);
}

}  // namespace spotter::simulation
