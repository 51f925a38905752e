#include "stats/arms_chi_square.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace spotter::stats {
namespace {

using Arms = std::vector<ArmCount>;

// Of two arms the statistic is the square of the pooled z: 2.150953966746057, p 0.03147983 (Open
// Bandit Dataset, men: 46 and 69 of 10,000, in the shared reference figures).
TEST(ArmsChiSquare, OfTwoArmsIsThePooledZSquared) {
  const auto test = arms_chi_square(Arms{{10'000, 46}, {10'000, 69}});
  ASSERT_TRUE(test);
  EXPECT_NEAR(test->statistic, 2.150953966746057 * 2.150953966746057, 1e-9);
  EXPECT_EQ(test->degrees_of_freedom, 1);
  EXPECT_NEAR(test->p, 0.031479833275892294, 1e-9);
}

// By hand: 10, 20 and 30 of 100: share 0.2, off by 10, 0 and 10: 2*100/(100*0.2*0.8) = 12.5 on 2
// degrees, p = exp(-6.25).
TEST(ArmsChiSquare, OfThreeArms) {
  const auto test = arms_chi_square(Arms{{100, 10}, {100, 20}, {100, 30}});
  ASSERT_TRUE(test);
  EXPECT_NEAR(test->statistic, 12.5, 1e-12);
  EXPECT_EQ(test->degrees_of_freedom, 2);
  EXPECT_NEAR(test->p, 0.0019304541362277093, 1e-12);
}

TEST(ArmsChiSquare, IsNotDefinedWithoutBothKindsOfUnits) {
  EXPECT_FALSE(arms_chi_square(Arms{}));
  EXPECT_FALSE(arms_chi_square(Arms{{100, 10}}));
  EXPECT_FALSE(arms_chi_square(Arms{{24, 0}, {21, 0}}));
  EXPECT_FALSE(arms_chi_square(Arms{{24, 24}, {21, 21}}));
  EXPECT_FALSE(arms_chi_square(Arms{{24, 3}, {0, 0}}));
}

}  // namespace
}  // namespace spotter::stats
