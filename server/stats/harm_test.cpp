#include "stats/harm.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "base/ensure.hpp"
#include "stats/beta_binomial.hpp"

namespace spotter::stats {
namespace {

void expect_sound(const Harm& harm) {
  EXPECT_TRUE(std::isfinite(harm.affected) && std::isfinite(harm.low) && std::isfinite(harm.high));
  EXPECT_LE(harm.low, harm.affected);
  EXPECT_LE(harm.affected, harm.high);
  EXPECT_EQ(harm.low, std::floor(harm.low)) << "whole units";
  EXPECT_EQ(harm.high, std::floor(harm.high)) << "whole units";
}

struct Range {
  double low;
  double high;
};

// By definition: every whole m is asked. Treatment's units that have the event without the launch.
Range without_launch(const HarmCounts& counts, double p, double alpha) {
  const double concentration = beta_binomial_concentration(20, alpha);
  const auto control = static_cast<double>(counts.failing_control);
  Range all{-1, -1};
  for (std::uint64_t units = 0; units <= counts.exposed_treatment; ++units) {
    const auto m = static_cast<double>(units);
    if (beta_binomial_log_e({m, m + control}, p, concentration) >= -std::log(alpha)) continue;
    if (all.low < 0) all.low = m;
    all.high = m;
  }
  return all;
}

// Nobody is harmed who did not fail, nor spared who did; the same for conversions.
void expect_possible(const HarmCounts& counts, const Harm& excess, const Harm& lost) {
  const double exposed = static_cast<double>(counts.exposed_treatment);
  const double failing = static_cast<double>(counts.failing_treatment);
  if (failing > exposed) return;
  EXPECT_LE(excess.high, failing);
  EXPECT_GE(excess.low, std::min(failing - exposed, std::floor(excess.affected)));
  EXPECT_LE(lost.high, std::max(exposed - failing, std::ceil(lost.affected)));
  EXPECT_GE(lost.low, std::min(-failing, std::floor(lost.affected)));
}

TEST(ExcessFailures, AreFailuresLessThoseThatMayHaveBeenWithoutTheLaunch) {
  const HarmCounts counts{40, 15, 900, 1800};
  constexpr double p = 1.0 / 3;
  const auto harm = excess_failures(counts, p, 0.05);
  const auto without = without_launch(counts, p, 0.05);
  EXPECT_NEAR(harm.affected, 40 - 7.5, 1e-10);
  EXPECT_EQ(harm.low, 40 - without.high);
  EXPECT_EQ(harm.high, 40 - without.low);
}

TEST(LostConversions, AreThoseThatMayHaveBeenWithoutTheLaunchLessConversions) {
  const HarmCounts counts{30, 80, 1010, 1000};
  const auto harm = lost_conversions(counts, 0.5, 0.025);
  const auto without = without_launch(counts, 0.5, 0.025);
  EXPECT_NEAR(harm.affected, 80 * 1.01 * (1 - 30.0 / 80), 1e-10);
  EXPECT_EQ(harm.low, without.low - 30);
  EXPECT_EQ(harm.high, without.high - 30);
}

TEST(Harm, IsTheSetByDefinitionForAnySmallCounts) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 300; ++i) {
    const HarmCounts counts{0, random() % 40, 300, 0};
    const double p = static_cast<double>(1 + random() % 99) / 100;
    const auto without = without_launch(counts, p, 0.05);
    const auto lost = lost_conversions(counts, p, 0.05);
    if (without.low < 0) {
      EXPECT_GT(lost.affected, 300) << "too few exposed for control's events";
    } else {
      EXPECT_EQ(lost.low, std::min(without.low, std::floor(lost.affected)));
      EXPECT_EQ(lost.high, std::max(without.high, std::ceil(lost.affected)));
    }
  }
}

TEST(ExcessFailures, AllInTreatmentAreExcessButForAHandful) {
  EXPECT_EQ(excess_failures({11, 0, 400, 410}, 0.5, 0.05), (Harm{11, 4, 11}));
  EXPECT_EQ(excess_failures({150, 0, 400, 410}, 0.5, 0.05), (Harm{150, 143, 150}));
}

TEST(LostConversions, NoneInTreatmentLeavesOpenHowManyThereWouldHaveBeen) {
  const auto harm = lost_conversions({0, 10, 100, 100}, 0.5, 0.05);
  EXPECT_EQ(harm.affected, 10);
  EXPECT_GT(harm.low, 0);
  EXPECT_LT(harm.low, 5);
  EXPECT_GT(harm.high, 20);
}

TEST(ExcessFailures, NoneInTreatmentLeavesOpenHowManyWereSpared) {
  const auto harm = excess_failures({0, 10, 100, 100}, 0.5, 0.05);
  const auto lost = lost_conversions({0, 10, 100, 100}, 0.5, 0.05);
  EXPECT_EQ(harm, (Harm{-lost.affected, -lost.high, -lost.low}));
}

TEST(Harm, SilenceInBothArmsIsNoProof) {
  EXPECT_EQ(excess_failures({0, 0, 50, 50}, 0.5, 0.05), (Harm{0, -7, 0}));
  EXPECT_EQ(lost_conversions({0, 0, 50, 50}, 0.5, 0.05), (Harm{0, 0, 7}));
  EXPECT_EQ(lost_conversions({0, 0, 3, 3}, 0.5, 0.05), (Harm{0, 0, 3}));
}

TEST(Harm, NobodyExposedNobodyAffected) {
  EXPECT_EQ(excess_failures({}, 0.5, 0.05), Harm());
  EXPECT_EQ(excess_failures({0, 7, 0, 50}, 0.5, 0.05), Harm());
  EXPECT_EQ(lost_conversions({0, 7, 0, 50}, 0.5, 0.05), Harm());
}

TEST(Harm, NoneInControlIsWhatAHandfulCouldExplain) {
  EXPECT_EQ(lost_conversions({30, 0, 500, 500}, 0.5, 0.05), (Harm{-30, -30, -23}));
  EXPECT_EQ(excess_failures({1, 0, 40, 40}, 0.5, 0.05), (Harm{1, -6, 1}));
}

TEST(LostConversions, AreNoFewerThanConvertedUnitsAllow) {
  const auto harm = lost_conversions({3, 3, 25, 25}, 0.5, 0.05);
  EXPECT_EQ(harm.affected, 0);
  EXPECT_EQ(harm.low, -3);
}

TEST(LostConversions, AreNoMoreThanUnitsThatDidNotConvert) {
  const auto harm = lost_conversions({2, 81, 10, 100}, 0.5, 0.05);
  EXPECT_EQ(harm.high, 8);
  EXPECT_NEAR(harm.affected, 8.1 - 0.2, 1e-12);
  EXPECT_EQ(harm.low, 7) << "the estimate, rounded outward";
}

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

struct Rates {
  double without;
  double with_launch;
};

// Looked at after every event, the interval never loses what the launch has done to its visitors.
bool always_holds(const Rates& rates, std::mt19937_64& random) {
  const auto chance = [&](double share) {
    return std::uniform_real_distribution()(random) < share;
  };
  HarmCounts counts;
  double without = 0;
  for (int visitor = 0; visitor < 1000; ++visitor) {
    const bool treated = chance(0.5);
    const bool would = chance(rates.without);
    const bool less = would && chance(rates.with_launch / rates.without);
    const bool does = treated && rates.with_launch < rates.without ? less : would;
    const bool more = treated && chance((rates.with_launch - rates.without) / (1 - rates.without));
    ++(treated ? counts.exposed_treatment : counts.exposed_control);
    if (does || more) ++(treated ? counts.failing_treatment : counts.failing_control);
    if (treated && would) ++without;
    if (!would && !more) continue;
    const double excess = static_cast<double>(counts.failing_treatment) - without;
    const auto harm = excess_failures(counts, 0.5, 0.05);
    const auto lost = lost_conversions(counts, 0.5, 0.05);
    if (excess < harm.low || excess > harm.high || -excess < lost.low || -excess > lost.high)
      return false;
  }
  return true;
}

TEST(Harm, AlwaysHoldsTheTruthAlsoWhenEverythingStops) {
  std::mt19937_64 random(5);
  constexpr int runs = 200;
  for (const Rates rates : {Rates{0.05, 0.05}, {0.05, 0}, {0.05, 0.01}, {0.02, 0.5}, {0.05, 0.1}}) {
    int missed = 0;
    for (int run = 0; run < runs; ++run) missed += always_holds(rates, random) ? 0 : 1;
    EXPECT_LE(missed, runs * 5 / 100) << rates.without << " to " << rates.with_launch;
  }
}

TEST(Harm, RefusesALaunchOfOneArm) {
  EXPECT_THROW(excess_failures({1, 1, 9, 9}, 0, 0.05), BrokenInvariant);
  EXPECT_THROW(lost_conversions({1, 1, 9, 9}, 1, 0.05), BrokenInvariant);
  EXPECT_THROW(excess_failures({1, 1, 9, 9}, 0.5, 0), BrokenInvariant);
}

}  // namespace
}  // namespace spotter::stats
