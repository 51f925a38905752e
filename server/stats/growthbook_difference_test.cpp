#include "stats/growthbook_difference.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/ensure.hpp"

namespace spotter::stats {
namespace {

const Moments treatment{500, 12, 9000};
const Moments control{400, 10, 8000};

TEST(GrowthBookDifference, RelativeIsInPartsOfTheControl) {
  const auto got = growthbook_fixed(treatment, control, {});
  ASSERT_TRUE(got);
  EXPECT_NEAR(got->estimate, 0.2, 1e-15);
  const double treatment_error = 9000.0 / 499 / 500;
  const double control_error = 8000.0 / 399 / 400;
  EXPECT_NEAR(got->standard_error, std::sqrt(treatment_error / 100 + control_error * 144 / 1e4),
              1e-15);
}

TEST(GrowthBookDifference, ANegativeControlKeepsTheDirection) {
  const auto got = growthbook_fixed({500, -8, 9000}, {400, -10, 8000}, {});
  EXPECT_NEAR(got->estimate, 0.2, 1e-15);
}

TEST(GrowthBookDifference, PIsBelowAlphaExactlyWhenTheIntervalExcludesZero) {
  for (const DifferenceScale scale : {DifferenceScale::absolute, DifferenceScale::relative}) {
    for (double mean = 5; mean < 15; mean += 0.01) {
      const GrowthBookSettings settings{scale, 0.05, 1000};
      const Moments moved{500, mean, 9000};
      for (const auto& got : {growthbook_fixed(moved, control, settings),
                              growthbook_sequential(moved, control, settings)}) {
        const bool excludes = got->interval.low > 0 || got->interval.high < 0;
        EXPECT_EQ(excludes, got->p < 0.05) << mean;
      }
    }
  }
}

TEST(GrowthBookDifference, NothingWhereGrowthBookAnswersNothing) {
  const GrowthBookSettings absolute{DifferenceScale::absolute, 0.05, 5000};
  for (const auto& ask : {growthbook_fixed, growthbook_sequential}) {
    EXPECT_FALSE(ask({1, 3, 0}, control, absolute));
    EXPECT_FALSE(ask(treatment, {500, 0, 0}, absolute));  // conversions to zero in one arm
    EXPECT_FALSE(ask({500, 0, 0}, control, absolute));
    EXPECT_FALSE(ask(treatment, {400, 0, 8000}, {}));
    EXPECT_TRUE(ask(treatment, {400, 0, 8000}, absolute));
  }
  EXPECT_THROW(growthbook_fixed(treatment, control, {DifferenceScale::absolute, 0, 5000}),
               BrokenInvariant);
}

}  // namespace
}  // namespace spotter::stats
