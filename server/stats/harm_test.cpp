#include "stats/harm.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "base/ensure.hpp"
#include "stats/bernoulli_cs.hpp"

namespace spotter::stats {
namespace {

void expect_sound(const Harm& harm) {
  EXPECT_TRUE(std::isfinite(harm.affected) && std::isfinite(harm.low) && std::isfinite(harm.high));
  EXPECT_LE(harm.low, harm.affected);
  EXPECT_LE(harm.affected, harm.high);
}

ProportionBounds label_odds(std::uint64_t treatment, std::uint64_t failing) {
  const auto q = bernoulli_cs(treatment, failing, 0.05, 20);
  return {q.low / (1 - q.low), q.high / (1 - q.high)};
}

// Nobody is harmed who did not fail, nor spared who did; the same for conversions.
void expect_possible(const HarmCounts& counts, const Harm& excess, const Harm& lost) {
  const double exposed = static_cast<double>(counts.exposed_treatment);
  const double failing = static_cast<double>(counts.failing_treatment);
  if (failing > exposed) return;
  EXPECT_LE(excess.high, failing);
  EXPECT_GE(excess.low, std::min(failing - exposed, excess.affected));
  EXPECT_LE(lost.high, std::max(exposed - failing, lost.affected));
  EXPECT_GE(lost.low, std::min(-failing, lost.affected));
}

TEST(ExcessFailures, IsTheFormulaAtTheBoundsOfTheShare) {
  const HarmCounts counts{40, 15, 900, 1800};
  constexpr double p = 1.0 / 3;
  const auto harm = excess_failures(counts, p, 0.05);
  const auto q = bernoulli_cs(40, 55, 0.05, 20);
  const auto at = [&](double share) {
    const double lambda = share * (1 - p) / ((1 - share) * p);
    return 40 * (1 - 1 / lambda);
  };
  EXPECT_NEAR(harm.affected, at(40.0 / 55), 1e-10);
  EXPECT_NEAR(harm.affected, 40 - 7.5, 1e-10);
  EXPECT_NEAR(harm.low, at(q.low), 1e-10);
  EXPECT_NEAR(harm.high, at(q.high), 1e-10);
}

TEST(LostConversions, IsTheFormulaAtTheBoundsOfTheShare) {
  const HarmCounts counts{30, 80, 1010, 1000};
  const auto harm = lost_conversions(counts, 0.5, 0.025);
  const auto q = bernoulli_cs(30, 110, 0.025, 20);
  const auto at = [](double share) { return 80 * 1.01 * (1 - share / (1 - share)); };
  EXPECT_NEAR(harm.affected, at(30.0 / 110), 1e-10);
  EXPECT_NEAR(harm.low, at(q.high), 1e-9);
  EXPECT_NEAR(harm.high, at(q.low), 1e-9);
}

TEST(ExcessFailures, AllInTreatmentAreExcess) {
  const auto harm = excess_failures({11, 0, 400, 410}, 0.5, 0.05);
  EXPECT_EQ(harm.affected, 11);
  EXPECT_EQ(harm.high, 11);
  constexpr double low_share = 0.67534510233321366;  // bernoulli_cs(11, 11, 0.05, 20)
  EXPECT_NEAR(harm.low, 11 * (1 - (1 - low_share) / low_share), 1e-9);
}

TEST(LostConversions, NoneInTreatmentAreAllLost) {
  const auto harm = lost_conversions({0, 10, 200, 100}, 0.5, 0.05);
  EXPECT_EQ(harm.affected, 20);
  EXPECT_EQ(harm.high, 20);
  EXPECT_LT(harm.low, 20);
  EXPECT_GT(harm.low, 0);
}

TEST(Harm, NobodyFailedNobodyAffected) {
  EXPECT_EQ(excess_failures({0, 0, 50, 50}, 0.5, 0.05), Harm());
  EXPECT_EQ(lost_conversions({0, 0, 50, 50}, 0.5, 0.05), Harm());
  EXPECT_EQ(excess_failures({}, 0.5, 0.05), Harm());
}

TEST(Harm, NobodyExposedNobodyAffected) {
  EXPECT_EQ(excess_failures({0, 7, 0, 50}, 0.5, 0.05), Harm());
  EXPECT_EQ(lost_conversions({0, 7, 0, 50}, 0.5, 0.05), Harm());
}

TEST(ExcessFailures, NoneInTreatmentIsNoHarm) {
  EXPECT_EQ(excess_failures({0, 30, 500, 500}, 0.5, 0.05), (Harm{-30, -30, 0}));
}

TEST(LostConversions, NoneInControlIsNoLoss) {
  EXPECT_EQ(lost_conversions({30, 0, 500, 500}, 0.5, 0.05), (Harm{-30, -30, 0}));
}

TEST(Harm, AloneOneUnitCannotExcludeAnything) {
  EXPECT_EQ(excess_failures({1, 0, 40, 40}, 0.5, 0.05), (Harm{1, 1 - 40, 1}));
  EXPECT_EQ(excess_failures({0, 1, 40, 40}, 0.5, 0.05), (Harm{-1, -1, 0}));
  EXPECT_EQ(lost_conversions({0, 1, 40, 40}, 0.5, 0.05), (Harm{1, 0, 1}));
}

// The share's bound alone would say that 24 conversions were gained.
TEST(LostConversions, AreNoFewerThanConvertedUnitsAllow) {
  const auto harm = lost_conversions({3, 3, 25, 25}, 0.5, 0.05);
  EXPECT_EQ(harm.affected, 0);
  EXPECT_EQ(harm.low, -3);
  EXPECT_NEAR(harm.high, 3 - 3 * label_odds(3, 6).low, 1e-9);
}

TEST(LostConversions, AreNoMoreThanUnitsThatDidNotConvert) {
  const auto harm = lost_conversions({2, 81, 10, 100}, 0.5, 0.05);
  EXPECT_EQ(harm.high, 8);
}

// The share's bound alone would say that 57 failures were spared among 25 units.
TEST(ExcessFailures, SpareNoMoreThanUnitsThatDidNotFail) {
  const auto harm = excess_failures({1, 12, 25, 25}, 0.5, 0.05);
  EXPECT_EQ(harm.affected, 1 - 12);
  EXPECT_EQ(harm.low, 1 - 25);
}

TEST(LostConversions, WithoutControlUnitsTheSharesStandIn) {
  const auto harm = lost_conversions({9, 0, 100, 0}, 0.25, 0.05);
  EXPECT_NEAR(harm.affected, -9, 1e-12);
  expect_sound(harm);
}

TEST(Harm, EqualArmsAreAffectedByNothing) {
  const auto excess = excess_failures({50, 50, 1000, 1000}, 0.5, 0.05);
  EXPECT_EQ(excess.affected, 0);
  EXPECT_LT(excess.low, 0);
  EXPECT_GT(excess.high, 0);
  EXPECT_EQ(lost_conversions({50, 50, 1000, 1000}, 0.5, 0.05).affected, 0);
}

TEST(Harm, IsOrderedAndFiniteForAllSmallCounts) {
  for (const double p : {0.01, 0.5, 0.9}) {
    for (std::uint64_t treatment = 0; treatment <= 6; ++treatment) {
      for (std::uint64_t control = 0; control <= 6; ++control) {
        for (const std::uint64_t exposed_control : {0U, 6U, 1000U}) {
          for (const std::uint64_t exposed : {0U, 6U, 1000U}) {
            const HarmCounts counts{treatment, control, exposed, exposed_control};
            const auto excess = excess_failures(counts, p, 0.05);
            const auto lost = lost_conversions(counts, p, 0.05);
            expect_sound(excess);
            expect_sound(lost);
            expect_possible(counts, excess, lost);
          }
        }
      }
    }
  }
}

TEST(Harm, IsOrderedAndFiniteForAnyCounts) {
  std::mt19937_64 random(11);
  for (int i = 0; i < 2000; ++i) {
    const std::uint64_t scale = std::uint64_t{1} << (random() % 31);
    const HarmCounts counts{random() % scale, random() % scale, scale + random() % scale,
                            scale + random() % scale};
    const double p = static_cast<double>(1 + random() % 9999) / 10000;
    const double alpha = std::pow(10, -static_cast<double>(random() % 200));
    const auto excess = excess_failures(counts, p, alpha * 0.999);
    const auto lost = lost_conversions(counts, p, alpha * 0.999);
    expect_sound(excess);
    expect_sound(lost);
    expect_possible(counts, excess, lost);
  }
}

TEST(Harm, MoreConfidenceIsWider) {
  const HarmCounts counts{40, 15, 900, 900};
  const auto narrow = excess_failures(counts, 0.5, 0.1);
  const auto wide = excess_failures(counts, 0.5, 0.01);
  EXPECT_LT(wide.low, narrow.low);
  EXPECT_GT(wide.high, narrow.high);
  EXPECT_EQ(wide.affected, narrow.affected);
}

// A launch of known hazard ratio, looked at once: the true share's loss lies inside the interval.
TEST(Harm, CoversTheTrueRatio) {
  std::mt19937_64 random(5);
  constexpr int runs = 1000;
  constexpr double ratio = 2;
  int missed = 0;
  for (int run = 0; run < runs; ++run) {
    HarmCounts counts{0, 0, 5000, 5000};
    for (int i = 0; i < 60; ++i) {
      const bool treated = random() % 3 < 2;  // share 2/3: ratio 2 between equal arms
      (treated ? counts.failing_treatment : counts.failing_control) += 1;
    }
    const auto harm = excess_failures(counts, 0.5, 0.05);
    const double true_excess = static_cast<double>(counts.failing_treatment) * (1 - 1 / ratio);
    if (true_excess < harm.low || true_excess > harm.high) ++missed;
  }
  EXPECT_LE(missed, runs * 5 / 100);
}

TEST(Harm, RefusesALaunchOfOneArm) {
  EXPECT_THROW(excess_failures({1, 1, 9, 9}, 0, 0.05), BrokenInvariant);
  EXPECT_THROW(lost_conversions({1, 1, 9, 9}, 1, 0.05), BrokenInvariant);
  EXPECT_THROW(excess_failures({1, 1, 9, 9}, 0.5, 0), BrokenInvariant);
}

}  // namespace
}  // namespace spotter::stats
