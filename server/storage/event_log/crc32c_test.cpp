#include "storage/event_log/crc32c.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace spotter::storage {
namespace {

std::vector<std::uint8_t> bytes(std::string_view text) { return {text.begin(), text.end()}; }

// Bit by bit from the definition: what both fast ways must agree with.
std::uint32_t by_bits(std::uint32_t crc, std::span<const std::uint8_t> bytes) {
  crc = ~crc;
  for (const auto byte : bytes) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0x82F63B78U : 0U);
  }
  return ~crc;
}

TEST(Crc32c, KnownValues) {
  // RFC 3720, B.4, and the customary check value.
  EXPECT_EQ(crc32c(0, bytes("123456789")), 0xE3069283U);
  EXPECT_EQ(crc32c(0, std::vector<std::uint8_t>(32, 0)), 0x8A9136AAU);
  EXPECT_EQ(crc32c(0, std::vector<std::uint8_t>(32, 0xFF)), 0x62A8AB43U);
  EXPECT_EQ(crc32c(0, {}), 0U);
}

TEST(Crc32c, TableAndInstructionGiveTheSame) {
  std::vector<std::uint8_t> data(1000);
  std::uint32_t state = 1;
  for (auto& byte : data) byte = static_cast<std::uint8_t>((state = state * 1664525 + 1) >> 24);
  const bool hardware = crc32c_in_hardware();
  for (std::size_t from = 0; from < 9; ++from) {
    for (std::size_t size = 0; size < 300; ++size) {
      const auto part = std::span<const std::uint8_t>(data).subspan(from, size);
      const auto expected = by_bits(7, part);
      ASSERT_EQ(crc32c_by_table(7, part), expected) << from << " " << size;
      if (!hardware) continue;
      ASSERT_EQ(crc32c_by_instruction(7, part), expected) << from << " " << size;
    }
  }
}

TEST(Crc32c, ContinuesOverParts) {
  const auto whole = bytes("an event log is the one order of truth");
  const auto span = std::span<const std::uint8_t>(whole);
  for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
    EXPECT_EQ(crc32c(crc32c(0, span.first(cut)), span.subspan(cut)), crc32c(0, whole));
  }
}

}  // namespace
}  // namespace spotter::storage
