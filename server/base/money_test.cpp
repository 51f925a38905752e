#include "base/money.hpp"

#include <gtest/gtest.h>

namespace spotter {
namespace {

TEST(Money, IsWrittenInTheCurrencysOwnDigits) {
  EXPECT_EQ(to_text(Money{16'500, "EUR"}), "165.00 EUR");
  EXPECT_EQ(to_text(Money{123'456'789, "EUR"}), "1,234,567.89 EUR");
  EXPECT_EQ(to_text(Money{1'234, "JPY"}), "1,234 JPY");
  EXPECT_EQ(to_text(Money{1'234, "KWD"}), "1.234 KWD");
}

TEST(Money, KeepsItsSignBelowOneUnitToo) {
  EXPECT_EQ(to_text(Money{-5, "EUR"}), "-0.05 EUR");
  EXPECT_EQ(to_text(Money{-123'456, "EUR"}), "-1,234.56 EUR");
}

TEST(Money, GroupsThousands) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(-1'000), "-1,000");
  EXPECT_EQ(grouped(1'234'567), "1,234,567");
}

}  // namespace
}  // namespace spotter
