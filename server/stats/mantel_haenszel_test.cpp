#include "stats/mantel_haenszel.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "base/ensure.hpp"

namespace spotter::stats {
namespace {

TEST(MantelHaenszel, OneStageIsThePlainRatio) {
  const MantelHaenszel got = mantel_haenszel(std::vector<StageCounts>{{{30, 100}, {10, 200}}});
  EXPECT_NEAR(*got.risk_ratio, 6, 1e-14);
  EXPECT_NEAR(*got.odds_ratio, 30.0 * 190 / 70 / 10, 1e-13);
}

TEST(MantelHaenszel, ACommonRatioSurvivesAnyTraffic) {
  const MantelHaenszel got = mantel_haenszel(
      std::vector<StageCounts>{{{20, 100}, {100, 1000}}, {{400, 1000}, {20, 100}}, {}});
  EXPECT_NEAR(*got.risk_ratio, 2, 1e-14);
}

TEST(MantelHaenszel, WithoutAnEventInControlThereIsNoRatio) {
  const MantelHaenszel got = mantel_haenszel(std::vector<StageCounts>{{{3, 10}, {0, 10}}});
  EXPECT_FALSE(got.odds_ratio);
  EXPECT_FALSE(got.risk_ratio);
  EXPECT_FALSE(mantel_haenszel({}).risk_ratio);
  EXPECT_THROW(mantel_haenszel(std::vector<StageCounts>{{{3, 2}, {0, 1}}}), BrokenInvariant);
}

}  // namespace
}  // namespace spotter::stats
