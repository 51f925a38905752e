#include "stats/newcombe.hpp"

#include <gtest/gtest.h>

#include "base/ensure.hpp"

namespace spotter::stats {
namespace {

// Newcombe 1998b, table II, method 10.
TEST(Newcombe, IsThePrintedTable) {
  const auto got = newcombe_interval({56, 70}, {48, 80}, 0.05);
  EXPECT_NEAR(got->difference, 0.2, 1e-15);
  EXPECT_NEAR(got->interval.low, 0.0524, 5e-5);
  EXPECT_NEAR(got->interval.high, 0.3339, 5e-5);
}

TEST(Newcombe, TheOtherWayRoundIsTheMirror) {
  for (std::uint64_t x = 0; x <= 9; ++x) {
    const auto forth = newcombe_interval({x, 9}, {14, 21}, 0.05);
    const auto back = newcombe_interval({14, 21}, {x, 9}, 0.05);
    EXPECT_EQ(forth->difference, -back->difference);
    EXPECT_EQ(forth->interval.low, -back->interval.high);
    EXPECT_EQ(forth->interval.high, -back->interval.low);
    EXPECT_GE(forth->interval.low, -1);
    EXPECT_LE(forth->interval.high, 1);
  }
}

TEST(Newcombe, NeedsTrialsOnBothSides) {
  EXPECT_FALSE(newcombe_interval({0, 0}, {3, 7}, 0.05));
  EXPECT_FALSE(newcombe_interval({3, 7}, {0, 0}, 0.05));
  EXPECT_THROW(newcombe_interval({3, 2}, {3, 7}, 0.05), BrokenInvariant);
}

}  // namespace
}  // namespace spotter::stats
