#include "storage/event_log/crc32c.hpp"

#include <array>
#include <cstring>

#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

#include "base/ensure.hpp"

namespace spotter::storage {
namespace {

constexpr std::uint32_t polynomial = 0x82F63B78;  // reflected

using Table = std::array<std::array<std::uint32_t, 256>, 8>;

// table[k][b]: the effect of byte b followed by k zero bytes ("slicing by 8").
constexpr Table make_table() {
  Table table{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t crc = byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? polynomial : 0);
    table[0][byte] = crc;
  }
  for (std::size_t k = 1; k < 8; ++k) {
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const auto before = table[k - 1][byte];
      table[k][byte] = (before >> 8) ^ table[0][before & 0xFF];
    }
  }
  return table;
}

constexpr Table table = make_table();

}  // namespace

std::uint32_t crc32c_by_table(std::uint32_t crc, std::span<const std::uint8_t> bytes) {
  crc = ~crc;
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    const auto* eight = bytes.data() + at;
    std::uint32_t next = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      next ^= table[7 - i][((crc >> (8 * i)) & 0xFF) ^ eight[i]] ^ table[3 - i][eight[4 + i]];
    }
    crc = next;
  }
  for (; at < bytes.size(); ++at) crc = (crc >> 8) ^ table[0][(crc & 0xFF) ^ bytes[at]];
  return ~crc;
}

#if defined(__x86_64__)

bool crc32c_in_hardware() { return __builtin_cpu_supports("sse4.2") != 0; }

__attribute__((target("sse4.2"))) std::uint32_t crc32c_by_instruction(
    std::uint32_t crc, std::span<const std::uint8_t> bytes) {
  std::uint64_t wide = ~crc;
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    wide = _mm_crc32_u64(wide, word);
  }
  auto narrow = static_cast<std::uint32_t>(wide);
  for (; at < bytes.size(); ++at) narrow = _mm_crc32_u8(narrow, bytes[at]);
  return ~narrow;
}

#else

bool crc32c_in_hardware() { return false; }

std::uint32_t crc32c_by_instruction(std::uint32_t, std::span<const std::uint8_t>) {
  ensure(false, "crc32c_by_instruction needs a processor that has it");
  return 0;
}

#endif

std::uint32_t crc32c(std::uint32_t crc, std::span<const std::uint8_t> bytes) {
  static const bool hardware = crc32c_in_hardware();
  return hardware ? crc32c_by_instruction(crc, bytes) : crc32c_by_table(crc, bytes);
}

}  // namespace spotter::storage
