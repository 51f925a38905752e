#include "stats/normal.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/ensure.hpp"

namespace spotter::stats {
namespace {

TEST(Normal, LogProbabilityIsRightHoweverFarOut) {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  EXPECT_NEAR(normal_log_cdf(0), std::log(0.5), 1e-16);
  EXPECT_NEAR(normal_log_cdf(-1.959963984540054), std::log(0.025), 1e-14);
  EXPECT_NEAR(normal_log_cdf(-10), -53.231285150512471, 1e-12);
  EXPECT_NEAR(normal_log_cdf(-37), -689.03058557689059, 1e-11);
  EXPECT_NEAR(normal_log_cdf(-1e6), -500000000014.73445, 1e-3);  // of 5e11
  EXPECT_EQ(normal_log_cdf(-infinite), -infinite);
  EXPECT_EQ(normal_log_cdf(infinite), 0);
  EXPECT_THROW(normal_log_cdf(std::nan("")), BrokenInvariant);
}

TEST(Normal, LogProbabilityRisesThroughTheChangeOfMethod) {
  double last = -std::numeric_limits<double>::infinity();
  for (double x = -37; x < -35; x += 1.0 / 4096) {
    const double here = normal_log_cdf(x);
    EXPECT_GT(here, last) << x;
    last = here;
  }
}

TEST(Normal, Quantile) {
  EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-15);
  EXPECT_NEAR(normal_quantile(0.5), 0, 1e-15);
  EXPECT_THROW(normal_quantile(0), BrokenInvariant);
  EXPECT_THROW(normal_quantile(1), BrokenInvariant);
}

}  // namespace
}  // namespace spotter::stats
