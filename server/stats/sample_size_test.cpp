#include "stats/sample_size.hpp"

#include <gtest/gtest.h>

#include "base/ensure.hpp"

namespace spotter::stats {
namespace {

TEST(SampleSize, OfMeansIsWhatRSays) {
  EXPECT_NEAR(sample_size_of_means(0.2, 1, {0.05, 0.8}), 393.406656226381, 1e-3);
  EXPECT_NEAR(sample_size_of_means(-20, 100, {0.05, 0.8}), 393.406656226381, 1e-3);
  EXPECT_NEAR(sample_size_of_means(0.01, 1, {0.05, 0.8}), 156978.555047995, 1);
}

TEST(SampleSize, OfProportionsIsWhatRSays) {
  EXPECT_NEAR(sample_size_of_proportions(0.05, 0.055, {0.05, 0.8}), 31233.4379401286, 1e-3);
  EXPECT_NEAR(sample_size_of_proportions(0.055, 0.05, {0.05, 0.8}), 31233.4379401286, 1e-3);
}

TEST(SampleSize, FallsWithTheEffectAndRisesWithThePower) {
  double last = 1e12;
  for (double effect = 1e-5; effect < 100; effect *= 3) {
    const double here = sample_size_of_means(effect, 1, {});
    EXPECT_LE(here, last) << effect;
    EXPECT_GE(sample_size_of_means(effect, 1, {0.05, 0.95}), here) << effect;
    EXPECT_GE(sample_size_of_means(effect, 1, {0.01, 0.8}), here) << effect;
    EXPECT_GE(here, 2);
    last = here;
  }
  EXPECT_EQ(last, 2);
}

TEST(SampleSize, RefusesWhatCannotBePlanned) {
  EXPECT_THROW(sample_size_of_means(0, 1, {}), BrokenInvariant);
  EXPECT_THROW(sample_size_of_means(1, 0, {}), BrokenInvariant);
  EXPECT_THROW(sample_size_of_means(1e-9, 1, {}), BrokenInvariant);
  EXPECT_THROW(sample_size_of_means(1, 1, {0.5, 0.4}), BrokenInvariant);
  EXPECT_THROW(sample_size_of_proportions(0.1, 0.1, {}), BrokenInvariant);
  EXPECT_THROW(sample_size_of_proportions(0.1, 1.1, {}), BrokenInvariant);
}

}  // namespace
}  // namespace spotter::stats
