#include "parts/live/flags/bucket.hpp"

#include <gtest/gtest.h>

#include <string>

namespace spotter::live {
namespace {

using Ranges = std::vector<BucketRange>;
using Shares = std::vector<std::uint32_t>;

Shares shares(double coverage, std::vector<double> weights) {
  return bucket_shares(bucket_ranges(static_cast<int>(weights.size()), coverage, weights));
}

TEST(Bucket, RangesStartAtTheSumOfTheWeightsBefore) {
  EXPECT_EQ(bucket_ranges(2, 1, {}), (Ranges{{0, 0.5}, {0.5, 1}}));
  EXPECT_EQ(bucket_ranges(2, 0.5, {}), (Ranges{{0, 0.25}, {0.5, 0.75}}));
  const std::vector<double> weights{0.1, 0.2, 0.7};
  const auto ranges = bucket_ranges(3, 1, weights);
  EXPECT_EQ(ranges[2].start, 0.30000000000000004);
  EXPECT_EQ(choose_variation(0.3, ranges), 1U);
}

TEST(Bucket, WeightsThatDoNotHoldAreEqual) {
  const Ranges halves{{0, 0.5}, {0.5, 1}};
  for (const auto& weights :
       {std::vector{0.4, 0.1}, std::vector{0.7, 0.6}, std::vector{1.0}, std::vector<double>{}})
    EXPECT_EQ(bucket_ranges(2, 1, weights), halves);
  const std::vector<double> nearly{0.4, 0.5999};
  EXPECT_EQ(bucket_ranges(2, 1, nearly)[1].start, 0.4);
}

TEST(Bucket, CoverageIsClamped) {
  EXPECT_EQ(bucket_ranges(2, -0.2, {}), (Ranges{{0, 0}, {0.5, 0.5}}));
  EXPECT_EQ(bucket_ranges(2, 1.5, {}), (Ranges{{0, 0.5}, {0.5, 1}}));
}

TEST(Bucket, RangesAreHalfOpenAndTheFirstWins) {
  EXPECT_TRUE(in_range(0.2, {0.2, 0.3}));
  EXPECT_FALSE(in_range(0.3, {0.2, 0.3}));
  const Ranges overlapping{{0, 0.6}, {0.5, 1}};
  EXPECT_EQ(choose_variation(0.55, overlapping), 0U);
  EXPECT_EQ(choose_variation(1, overlapping), std::nullopt);
  EXPECT_EQ(choose_variation(0.5, {}), std::nullopt);
}

// Measured with the JavaScript SDK (protocols.md 1, rules 7 and 8).
TEST(Bucket, SharesAreExactCounts) {
  EXPECT_EQ(shares(1, {0.1, 0.2, 0.7}), (Shares{1000, 2001, 6999}));
  EXPECT_EQ(shares(1, {1 / 3.0, 1 / 3.0, 1 / 3.0}), (Shares{3334, 3333, 3333}));
  EXPECT_EQ(shares(1, {0.5, 0.5}), (Shares{5000, 5000}));
  EXPECT_EQ(shares(0.0001, {0.5, 0.5}), (Shares{1, 1}));
  EXPECT_EQ(shares(0, {0.5, 0.5}), (Shares{0, 0}));
  EXPECT_EQ(bucket_shares({}), Shares{});
}

TEST(Bucket, GrowingCoverageMovesNobody) {
  const std::vector<double> weights{0.34, 0.33, 0.33};
  for (int step = 1; step < 20; ++step) {
    const auto before = bucket_ranges(3, step / 20.0, weights);
    const auto after = bucket_ranges(3, (step + 1) / 20.0, weights);
    for (int k = 0; k < 10'000; ++k) {
      const auto arm = choose_variation(k / 10'000.0, before);
      if (!arm) continue;
      ASSERT_EQ(choose_variation(k / 10'000.0, after), arm);
    }
  }
}

TEST(Bucket, NamespacesThatDoNotOverlapShareNobody) {
  int first = 0;
  int second = 0;
  for (int i = 0; i < 1000; ++i) {
    const auto unit = "u" + std::to_string(i);
    const bool in_first = in_namespace(unit, {"pricing", {0, 0.4}});
    const bool in_second = in_namespace(unit, {"pricing", {0.4, 1}});
    EXPECT_NE(in_first, in_second);
    first += in_first;
    second += in_second;
  }
  EXPECT_GT(first, 300);
  EXPECT_GT(second, 500);
}

TEST(Bucket, EqualWeights) {
  EXPECT_EQ(equal_weights(-1), std::vector<double>{});
  EXPECT_EQ(equal_weights(0), std::vector<double>{});
  EXPECT_EQ(equal_weights(3), std::vector<double>(3, 1 / 3.0));
}

TEST(Bucket, QueryOverride) {
  const auto arm = [](std::string_view url) { return query_override("k", url, 3); };
  EXPECT_EQ(arm("http://x/?k=1"), 1U);
  EXPECT_EQ(arm("?a=b&k=2#k=0"), 2U);
  EXPECT_EQ(arm("?k=0x1"), 1U);
  EXPECT_EQ(arm("?k=1.9"), 1U);
  EXPECT_EQ(arm("?k=1abc"), 1U);
  for (const auto* url : {"", "http://x", "?", "?k", "?k=", "?k=3", "?k=-1", "?k=x", "?K=1",
                          "#?k=x", "?k=9&k=1", "?a?k=1"})
    EXPECT_EQ(arm(url), std::nullopt) << url;
}

}  // namespace
}  // namespace spotter::live
