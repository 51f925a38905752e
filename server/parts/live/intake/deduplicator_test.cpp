#include "parts/live/intake/deduplicator.hpp"

#include <gtest/gtest.h>

#include "base/limits.hpp"

namespace spotter::live {
namespace {

using namespace std::chrono_literals;

Unit message(std::uint8_t number) {
  Unit unit;
  unit.bytes[3] = number;
  return unit;
}

TEST(Deduplicator, KnowsAMessageForAtLeastTheWindow) {
  Deduplicator known;
  const Instant start{5'000'000};
  EXPECT_TRUE(known.remember(message(1), start));
  EXPECT_FALSE(known.remember(message(1), start));
  EXPECT_TRUE(known.remember(message(2), start + 23h));
  EXPECT_TRUE(known.remember(message(3), start + 24h));
  EXPECT_FALSE(known.remember(message(2), start + 46h));
  EXPECT_FALSE(known.remember(message(1), start + 24h));
}

TEST(Deduplicator, ForgetsInTheEnd) {
  Deduplicator known;
  const Instant start{5'000'000};
  for (int hour = 0; hour < 24 * 10; ++hour)
    known.remember(message(static_cast<std::uint8_t>(hour)), start + std::chrono::hours(hour));
  EXPECT_LE(known.size(), 48U);
}

TEST(Deduplicator, TakesBackWhatCouldNotBeKept) {
  Deduplicator known;
  EXPECT_TRUE(known.remember(message(1), {1}));
  known.forget(message(1));
  EXPECT_TRUE(known.remember(message(1), {1}));
}

TEST(Deduplicator, TakesBackWhatCouldNotBeKeptAlsoAfterATurn) {
  Deduplicator known;
  const Instant start{5'000'000};
  EXPECT_TRUE(known.remember(message(1), start));
  EXPECT_TRUE(known.remember(message(2), start + 24h));
  known.forget(message(2));
  known.forget(message(1));
  EXPECT_TRUE(known.remember(message(1), start + 24h)) << "else it would be lost for good";
}

}  // namespace
}  // namespace spotter::live
