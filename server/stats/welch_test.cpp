#include "stats/welch.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/ensure.hpp"

namespace spotter::stats {
namespace {

TEST(Welch, OfTwoGroupsAlikeIsStudentsTest) {
  const auto got = welch_test({11, 5, 20}, {11, 3, 20}, 0.05);
  ASSERT_TRUE(got);
  EXPECT_EQ(got->difference, 2);
  EXPECT_DOUBLE_EQ(got->degrees_of_freedom, 20);
  EXPECT_DOUBLE_EQ(got->t, 2 / std::sqrt(4.0 / 11));
  const double half_width = 2.0859634472658364 * std::sqrt(4.0 / 11);  // t at 20 degrees
  EXPECT_NEAR(got->interval.low, 2 - half_width, 1e-12);
  EXPECT_NEAR(got->interval.high, 2 + half_width, 1e-12);
}

TEST(Welch, PIsAlphaWhereTheIntervalTouchesZero) {
  const Moments a{8, 4, 30};
  const Moments b{23, 1, 70};
  const auto first = welch_test(a, b, 0.05);
  const auto again = welch_test(a, b, first->p);
  EXPECT_NEAR(again->interval.low, 0, 1e-9);
}

TEST(Welch, OneGroupWithoutSpreadStillWorksTwoDoNot) {
  const auto got = welch_test({10, 5, 0}, {10, 3, 9}, 0.05);
  ASSERT_TRUE(got);
  EXPECT_DOUBLE_EQ(got->degrees_of_freedom, 9);
  EXPECT_FALSE(welch_test({10, 5, 0}, {10, 3, 0}, 0.05));
  EXPECT_FALSE(welch_test({1, 5, 0}, {10, 3, 9}, 0.05));
  EXPECT_FALSE(welch_degrees_of_freedom({10, 5, 1}, {1, 3, 0}));
  EXPECT_THROW(welch_test({10, 5, 1}, {10, 3, 9}, 0), BrokenInvariant);
}

}  // namespace
}  // namespace spotter::stats
