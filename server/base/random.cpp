#include "base/random.hpp"

#include <sodium.h>

#include <vector>

#include "base/text.hpp"

namespace spotter {

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
  randombytes_buf(bytes.data(), bytes.size());
}

std::string random_hex(Random& random, std::size_t bytes) {
  std::vector<std::uint8_t> buffer(bytes);
  random.fill(buffer);
  return to_hex(buffer);
}

}  // namespace spotter
