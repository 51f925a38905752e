#include "stats/e_merge.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "base/ensure.hpp"

namespace spotter::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double merged(const std::vector<double>& log_e, const std::vector<double>& weights) {
  return e_merge(log_e, weights);
}

TEST(EMerge, IsTheWeightedMean) {
  EXPECT_NEAR(merged({std::log(40), std::log(2)}, {0.25, 0.75}), std::log(11.5), 1e-14);
  EXPECT_NEAR(merged({-5, -4, -2.5, 0}, {0.4, 0.3, 0.2, 0.1}), -2.08259153617905, 1e-13);
}

TEST(EMerge, OneGuardrailIsItsOwnEvidence) { EXPECT_EQ(merged({3.25}, {1}), 3.25); }

TEST(EMerge, WeightsAreTakenAsTheyAre) { EXPECT_NEAR(merged({0, 0}, {2, 3}), std::log(5), 1e-15); }

TEST(EMerge, WeightZeroCountsForNothing) {
  EXPECT_EQ(merged({infinity, 1.5}, {0, 1}), 1.5);
  EXPECT_EQ(merged({900, 1}, {0, 0}), -infinity);
}

TEST(EMerge, NothingIsNoEvidence) { EXPECT_EQ(merged({}, {}), -infinity); }

TEST(EMerge, AnEValueOfZeroAddsNothing) {
  EXPECT_NEAR(merged({-infinity, 0}, {0.5, 0.5}), std::log(0.5), 1e-15);
}

TEST(EMerge, NeitherOverflowsNorUnderflows) {
  EXPECT_NEAR(merged({1e6, -1e6}, {0.5, 0.5}), 1e6 + std::log(0.5), 1e-9);
  EXPECT_NEAR(merged({-1e6, -1e6}, {0.5, 0.5}), -1e6, 1e-9);
  EXPECT_NEAR(merged({0, 0}, {1e-300, 1e-300}), std::log(2) - 300 * std::log(10), 1e-12);
}

TEST(EMerge, IsNeverSlowerThanWeightedBonferroni) {
  for (const double log_e : {-3.0, 0.0, 2.0, 50.0, 700.0}) {
    EXPECT_GE(merged({log_e, -9, -infinity}, {0.2, 0.3, 0.5}), log_e + std::log(0.2));
  }
}

TEST(EMerge, RefusesWhatIsNoWeight) {
  EXPECT_THROW(merged({1, 2}, {1}), BrokenInvariant);
  EXPECT_THROW(merged({1}, {-0.5}), BrokenInvariant);
  EXPECT_THROW(merged({1}, {infinity}), BrokenInvariant);
  EXPECT_THROW(merged({std::nan("")}, {1}), BrokenInvariant);
}

}  // namespace
}  // namespace spotter::stats
