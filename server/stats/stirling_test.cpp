#include "stats/stirling.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/ensure.hpp"

namespace spotter::stats {
namespace {

// ln Gamma, put together again.
double log_gamma(double z) {
  return (z - 0.5) * std::log(z) - z + 0.91893853320467274178 + stirling_correction(z);
}

TEST(Stirling, GivesTheFactorials) {
  double log_factorial = 0;
  for (int n = 1; n < 60; ++n) {
    EXPECT_NEAR(log_gamma(n), log_factorial, 1e-14 * (1 + n * std::log(n))) << n;
    log_factorial += std::log(n);
  }
}

TEST(Stirling, MeetsTheRecurrenceWhereTheMethodChanges) {
  // ln Gamma(z+1) - ln Gamma(z) = ln z, in corrections alone.
  for (double z = 0.01; z < 30; z += 0.37) {
    const double step = (z + 0.5) * std::log1p(1 / z) - 1;
    EXPECT_NEAR(stirling_correction(z) - stirling_correction(z + 1), step, 2e-14) << z;
  }
}

TEST(Stirling, IsOneTwelfthOfTheReciprocalFarOut) {
  EXPECT_NEAR(stirling_correction(1e9), 1 / 12e9, 1e-25);
  EXPECT_THROW(stirling_correction(0), BrokenInvariant);
}

}  // namespace
}  // namespace spotter::stats
