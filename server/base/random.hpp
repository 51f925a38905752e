// Randomness: read from a Random that tests and the simulator seed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace spotter {

/// Where the program reads randomness. Implementations may be called on any thread.
class Random {
 public:
  virtual ~Random() = default;
  /// Fills `bytes` with uniformly distributed random bytes.
  virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

/// The operating system's cryptographic randomness (libsodium).
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> bytes) override;
};

/// `bytes` random bytes as lower-case hex, twice as many characters.
std::string random_hex(Random& random, std::size_t bytes);

}  // namespace spotter
