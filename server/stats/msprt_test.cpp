#include "stats/msprt.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace spotter::stats {
namespace {

// The ratio is that of the densities of N(0, V + tau^2) and N(0, V) at d: both written out.
TEST(Msprt, IsARatioOfNormalDensities) {
  const auto log_density = [](double d, double variance) {
    return -0.5 * std::log(2 * 3.14159265358979323846 * variance) - d * d / (2 * variance);
  };
  for (const double d : {0.0, 0.3, -1.2, 5.0}) {
    for (const double tau_squared : {0.01, 1.0, 40.0}) {
      EXPECT_NEAR(msprt_log_ratio(d, 0.5, tau_squared),
                  log_density(d, 0.5 + tau_squared) - log_density(d, 0.5), 1e-12);
    }
  }
}

TEST(Msprt, SaysNothingWithoutSpreadOrPrior) {
  EXPECT_EQ(msprt_log_ratio(3, 0, 1), 0);
  EXPECT_EQ(msprt_log_ratio(3, 1, 0), 0);
}

TEST(Msprt, StaysFiniteForTinyVariances) {
  EXPECT_TRUE(std::isfinite(msprt_log_ratio(1e-3, 1e-200, 1e-4)));
  EXPECT_TRUE(std::isfinite(msprt_log_ratio(1e-150, 1e-300, 1e-300)));
}

}  // namespace
}  // namespace spotter::stats
