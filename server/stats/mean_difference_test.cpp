#include "stats/mean_difference.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "base/ensure.hpp"

namespace spotter::stats {
namespace {

Moments moments_of(const std::vector<double>& values) {
  Moments state;
  for (const double value : values) state.add(value);
  return state;
}

void expect_close(const MeanDifference& got, const MeanDifference& wanted, double scale) {
  EXPECT_NEAR(got.difference, wanted.difference, 1e-9 * scale);
  EXPECT_NEAR(got.standard_error, wanted.standard_error, 1e-9 * scale);
  EXPECT_EQ(got.degrees_of_freedom, wanted.degrees_of_freedom);
  EXPECT_EQ(got.effective_size, wanted.effective_size);
}

TEST(MeanDifference, IsTheWelchDifference) {
  const auto got = mean_difference(moments_of({1, 2, 3, 6}), moments_of({1, 2}));
  ASSERT_TRUE(got);
  EXPECT_DOUBLE_EQ(got->difference, 1.5);
  EXPECT_DOUBLE_EQ(got->standard_error, std::sqrt(14.0 / 3 / 4 + 0.5 / 2));
  EXPECT_EQ(got->degrees_of_freedom, 4);
  EXPECT_DOUBLE_EQ(got->effective_size, 8.0 / 6);
}

TEST(MeanDifference, ARelativeMarginScalesTheControl) {
  const auto got = mean_difference(moments_of({1, 2, 3, 6}), moments_of({1, 2}), 0.98);
  ASSERT_TRUE(got);
  EXPECT_DOUBLE_EQ(got->difference, 3 - 0.98 * 1.5);
  EXPECT_DOUBLE_EQ(got->standard_error, std::sqrt(14.0 / 3 / 4 + 0.98 * 0.98 * 0.5 / 2));
  EXPECT_THROW(mean_difference(Moments(), Moments(), std::nan("")), BrokenInvariant);
}

TEST(MeanDifference, NeedsTwoUnitsInEachArm) {
  const Moments two = moments_of({0, 1});
  EXPECT_FALSE(mean_difference(Moments(), Moments()));
  EXPECT_FALSE(mean_difference(two, moments_of({1})));
  EXPECT_FALSE(mean_difference(moments_of({1}), two));
  EXPECT_TRUE(mean_difference(two, two));
}

TEST(MeanDifference, AnArmOfZerosIsFine) {
  const auto got = mean_difference(moments_of({0, 0, 0}), moments_of({0, 4}));
  ASSERT_TRUE(got);
  EXPECT_DOUBLE_EQ(got->difference, -2);
  EXPECT_DOUBLE_EQ(got->standard_error, 2);
}

TEST(MeanDifference, SameAsRecomputedAfterReplacingRemovingAndMerging) {
  std::mt19937_64 random(11);
  std::lognormal_distribution<double> order(3, 1.5);
  std::vector<double> treatment;
  std::vector<double> control;
  for (int i = 0; i < 400; ++i) {
    treatment.push_back(order(random));
    control.push_back(order(random));
  }
  Moments streamed = moments_of(treatment);
  for (std::size_t i = 0; i < 300; i += 2) {
    const double after = order(random);
    streamed.replace(treatment[i], after);
    treatment[i] = after;
  }
  for (int i = 0; i < 50; ++i) {
    streamed.remove(treatment.back());
    treatment.pop_back();
  }
  Moments merged = moments_of({control.begin(), control.begin() + 123});
  merged.merge(moments_of({control.begin() + 123, control.end()}));
  const auto got = mean_difference(streamed, merged);
  const auto wanted = mean_difference(moments_of(treatment), moments_of(control));
  ASSERT_TRUE(got && wanted);
  expect_close(*got, *wanted, 100);
}

TEST(PooledVariance, IsWithinTheArms) {
  EXPECT_DOUBLE_EQ(*pooled_variance(moments_of({1, 3}), moments_of({101, 103, 105})), 10.0 / 3);
  EXPECT_FALSE(pooled_variance(moments_of({1, 3}), Moments()));
  EXPECT_EQ(pooled_variance(moments_of({1, 3}), moments_of({4})), 2);
}

TEST(GrowingEffectiveSize, GrowsWithTheVarianceAndNeverShrinks) {
  EXPECT_EQ(growing_effective_size(25, 8, 2), 100);
  EXPECT_EQ(growing_effective_size(25, 1, 2), 25);
  EXPECT_EQ(growing_effective_size(25, 2, 2), 25);
  EXPECT_EQ(growing_effective_size(25, 3, 0), 25);
  EXPECT_THROW(growing_effective_size(25, -1, 2), BrokenInvariant);
}

}  // namespace
}  // namespace spotter::stats
