#include "stats/stratified.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace spotter::stats {
namespace {

TEST(Stratified, OneStageIsThePlainDifference) {
  const std::vector<StageMoments> stages{{{500, 12, 9000}, {400, 10, 8000}}};
  const auto plain = mean_difference(stages[0].treatment, stages[0].control);
  const auto got = stratified_difference(stages);
  ASSERT_TRUE(got);
  EXPECT_NEAR(got->difference, plain->difference, 1e-14);
  EXPECT_NEAR(got->standard_error, plain->standard_error, 1e-14);
  EXPECT_EQ(got->degrees_of_freedom, plain->degrees_of_freedom);
  EXPECT_EQ(got->effective_size, plain->effective_size);
  const auto weighted = post_stratified_difference(stages);
  EXPECT_NEAR(weighted->difference, plain->difference, 1e-14);
  EXPECT_NEAR(weighted->standard_error, plain->standard_error, 1e-14);
}

// Crook, Frasca, Kohavi and Longbotham 2009: better on both days, worse when pooled.
TEST(Stratified, IsNotFooledByARamp) {
  const std::vector<StageMoments> stages{
      {Moments::of_successes(10000, 230), Moments::of_successes(990000, 20000)},
      {Moments::of_successes(500000, 6000), Moments::of_successes(500000, 5000)}};
  const auto got = stratified_difference(stages);
  EXPECT_NEAR(got->difference, 0.00203, 5e-6);
  EXPECT_NEAR(got->standard_error, 0.000209, 5e-7);
  EXPECT_EQ(got->degrees_of_freedom, 2000000 - 4);
  EXPECT_DOUBLE_EQ(got->effective_size, 259900);
  StageMoments pooled = stages[0];
  pooled.treatment.merge(stages[1].treatment);
  pooled.control.merge(stages[1].control);
  EXPECT_NEAR(mean_difference(pooled.treatment, pooled.control)->difference, -0.0046, 5e-5);
}

TEST(Stratified, StagesWithoutTwoUnitsInEachArmDoNotCount) {
  const StageMoments whole{{500, 12, 9000}, {400, 10, 8000}};
  const StageMoments half{{500, 99, 9000}, {1, 10, 0}};
  const std::vector<StageMoments> both{half, whole, {}};
  const std::vector<StageMoments> alone{whole};
  EXPECT_EQ(stratified_difference(both), stratified_difference(alone));
  EXPECT_EQ(post_stratified_difference(both)->difference,
            post_stratified_difference(alone)->difference);
  EXPECT_FALSE(stratified_difference(std::vector<StageMoments>{half}));
  EXPECT_FALSE(post_stratified_difference(std::vector<StageMoments>{half}));
  EXPECT_FALSE(stratified_difference({}));
}

TEST(PostStratified, WeighsStagesByTheirUnits) {
  const std::vector<StageMoments> stages{{{100, 1, 99}, {100, 0, 99}},
                                         {{300, 5, 299}, {300, 0, 299}}};
  const auto got = post_stratified_difference(stages);
  EXPECT_NEAR(got->difference, 0.25 * 1 + 0.75 * 5, 1e-14);
  const double within = 0.0625 * 2 / 100 + 0.5625 * 2 / 300;
  const double between = (0.25 * 9 + 0.75 * 1) / 800;
  EXPECT_NEAR(got->standard_error, std::sqrt(within + between), 1e-14);
}

}  // namespace
}  // namespace spotter::stats
