// Random draws that are the same everywhere for the same seed.
#pragma once

#include <cmath>
#include <cstdint>
#include <random>
#include <string_view>

namespace spotter::evidence {

/// One run's randomness. Not the distributions of the standard library: each library draws them
/// its own way. One thread at a time.
class Draw {
 public:
  /// Every run of every row has its own stream, so that leaving rows out changes no figure.
  Draw(std::uint64_t seed, std::string_view row, std::uint64_t run) {
    std::uint64_t state = mixed(seed);
    for (const char letter : row) state = mixed(state ^ static_cast<unsigned char>(letter));
    engine_.seed(mixed(state ^ run));
  }

  /// In [0, 1).
  double uniform() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }
  bool happens(double p) { return uniform() < p; }

  /// Standard normal (Box and Muller, one of the pair).
  double normal() {
    constexpr double two_pi = 6.28318530717958647692;
    const double radius = std::sqrt(-2 * std::log1p(-uniform()));
    return radius * std::cos(two_pi * uniform());
  }

  double log_normal(double log_mean, double log_deviation) {
    return std::exp(log_mean + log_deviation * normal());
  }

 private:
  // The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
  static std::uint64_t mixed(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
  }

  std::mt19937_64 engine_;
};

}  // namespace spotter::evidence
