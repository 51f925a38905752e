#include "stats/label_process.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "base/ensure.hpp"
#include "stats/e_merge.hpp"

namespace spotter::stats {
namespace {

const double amber = std::log(10);
const double red = std::log(100);

// Section 4.3 word by word: one increment per failing unit.
double step_by_step(const std::vector<bool>& in_treatment, double p, double hazard_limit) {
  const double harmless = hazard_limit * p / (hazard_limit * p + 1 - p);
  long double mean = 0;
  for (const double ratio : label_grid) {
    const double q = ratio * hazard_limit * p / (ratio * hazard_limit * p + 1 - p);
    long double total = 0;
    for (const bool treated : in_treatment) {
      total += treated ? std::log(q / harmless) : std::log((1 - q) / (1 - harmless));
    }
    mean += std::exp(total) / 8;
  }
  return static_cast<double>(std::log(mean));
}

TEST(LabelTest, IsTheDefinitionUnitByUnit) {
  std::mt19937_64 random(7);
  for (const double p : {0.01, 0.3, 0.5, 0.9}) {
    for (const double hazard_limit : {0.5, 1.0, 1.05, 4.0}) {
      std::vector<bool> labels;
      for (int i = 0; i < 60; ++i) labels.push_back(random() % 3 != 0);
      const auto treated =
          static_cast<std::uint64_t>(std::count(labels.begin(), labels.end(), true));
      EXPECT_NEAR(LabelTest(p, hazard_limit).log_e(treated, labels.size() - treated),
                  step_by_step(labels, p, hazard_limit), 1e-11)
          << p << " " << hazard_limit;
    }
  }
}

TEST(LabelTest, NoFailingUnitIsNoEvidence) {
  EXPECT_EQ(LabelTest(0.5, 1).log_e(0, 0), 0);
  EXPECT_EQ(LabelTest::bad_event(0.1, 0.05).log_e(0, 0), 0);
  EXPECT_EQ(LabelTest::lost_conversion(0.1, 0.05).log_e(0, 0), 0);
}

// Computed with 60 digits.
TEST(LabelTest, StaysExactAtABillionUnits) {
  const LabelTest test(0.5, 1);
  EXPECT_NEAR(test.log_e(510'000'000, 490'000'000), -181974.54866786612, 1e-6);
  EXPECT_NEAR(test.log_e(500'012'000, 499'988'000), -1133932.6245534628, 1e-6);
}

TEST(LabelTest, AllInTreatmentAlarmsAtSevenTenThirteen) {
  const LabelTest test(0.5, 1);
  EXPECT_EQ(label_first_alarm(test, 20), 7U);
  EXPECT_EQ(label_first_alarm(test, 100), 10U);
  EXPECT_EQ(label_first_alarm(test, 1000), 13U);
}

TEST(LabelTest, SingleGuardrailAlarms) {
  const LabelTest test = LabelTest::bad_event(0.5, 0);
  EXPECT_EQ(label_first_alarm(test, 10), 6U);
  EXPECT_EQ(label_first_alarm(test, 100), 10U);
  EXPECT_EQ(label_first_alarm(test, 100, 1), 13U);
}

TEST(LabelTest, TwoGuardrailsAlarmAtSevenAndEleven) {
  const LabelTest errors = LabelTest::bad_event(0.5, 0);
  const double sign_ups = LabelTest::lost_conversion(0.5, 0).log_e(0, 0);
  const std::vector<double> weights{0.5, 0.5};
  const auto evidence = [&](std::uint64_t failing) {
    return e_merge(std::vector<double>{errors.log_e(failing, 0), sign_ups}, weights);
  };
  EXPECT_LT(evidence(6), amber);
  EXPECT_GE(evidence(7), amber);
  EXPECT_LT(evidence(10), red);
  EXPECT_GE(evidence(11), red);
}

TEST(LabelTest, ABrokenCheckoutAlarmsAfterTenControlConversions) {
  const LabelTest test = LabelTest::lost_conversion(0.5, 0);
  EXPECT_LT(test.log_e(0, 9), red);
  EXPECT_GE(test.log_e(0, 10), red);
}

TEST(LabelTest, LostConversionsAreTheMirror) {
  const LabelTest lost = LabelTest::lost_conversion(0.2, 0.1);
  const LabelTest swapped(1 - 0.2, 1 / 0.9);
  EXPECT_EQ(lost.log_e(13, 29), swapped.log_e(29, 13));
  EXPECT_LT(LabelTest::lost_conversion(0.5, 0).log_e(50, 0), -4);
}

TEST(LabelTest, AMarginAsksForMore) {
  for (const std::uint64_t failing : {5U, 10U, 40U}) {
    EXPECT_GT(LabelTest::bad_event(0.5, 0).log_e(failing, 3),
              LabelTest::bad_event(0.5, 0.05).log_e(failing, 3));
    EXPECT_GT(LabelTest::lost_conversion(0.5, 0).log_e(3, failing),
              LabelTest::lost_conversion(0.5, 0.02).log_e(3, failing));
  }
  EXPECT_EQ(LabelTest::bad_event(0.5, 0.05).log_e(9, 1), LabelTest(0.5, 1.05).log_e(9, 1));
}

// An e-value: its mean over what is harmless is 1, for any share and limit.
TEST(LabelTest, HasMeanOneIfHarmless) {
  for (const double p : {0.05, 0.5, 0.8}) {
    const double hazard_limit = 1.2;
    const LabelTest test(p, hazard_limit);
    const double harmless = hazard_limit * p / (hazard_limit * p + 1 - p);
    constexpr int failing = 12;
    double mean = 0;
    for (int treated = 0; treated <= failing; ++treated) {
      const double log_ways = std::lgamma(failing + 1.0) - std::lgamma(treated + 1.0) -
                              std::lgamma(failing - treated + 1.0);
      mean += std::exp(log_ways + treated * std::log(harmless) +
                       (failing - treated) * std::log1p(-harmless) +
                       test.log_e(static_cast<std::uint64_t>(treated),
                                  static_cast<std::uint64_t>(failing - treated)));
    }
    EXPECT_NEAR(mean, 1, 1e-12);
  }
}

TEST(LabelTest, StagesAddUp) {
  const std::vector<LabelStage> stages{{LabelTest(0.1, 1.05), 7, 40},
                                       {LabelTest(0.3333, 1.05), 20, 9}};
  EXPECT_NEAR(label_log_e(stages), 4.2619445684878053, 1e-12);  // computed with 60 digits
}

TEST(LabelTest, OneStageIsTheTestAndNoStageNoEvidence) {
  const LabelTest test(0.3, 1.1);
  const std::vector<LabelStage> one{{test, 21, 17}};
  EXPECT_EQ(label_log_e(one), test.log_e(21, 17));
  EXPECT_EQ(label_log_e({}), 0);
  const std::vector<LabelStage> split{{test, 20, 7}, {test, 1, 10}};
  EXPECT_NEAR(label_log_e(split), test.log_e(21, 17), 1e-12);
}

TEST(LabelTest, StagesWithDifferentGridsAreRefused) {
  const std::vector<double> grid{2, 3};
  const std::vector<LabelStage> stages{{LabelTest(0.5, 1), 1, 1}, {LabelTest(0.5, 1, grid), 1, 1}};
  EXPECT_THROW(label_log_e(stages), BrokenInvariant);
}

TEST(LabelTest, SharesAtTheEndsStayFinite) {
  const LabelTest all(1, 1);
  EXPECT_NEAR(all.log_e(1000, 0), 0, 1e-9);
  EXPECT_TRUE(std::isfinite(all.log_e(0, 1000)));
  EXPECT_EQ(label_first_alarm(all, 20), std::nullopt);
  const LabelTest none(0, 1);
  EXPECT_TRUE(std::isfinite(none.log_e(1000, 1000)));
}

TEST(LabelFirstAlarm, IsTheFirst) {
  for (const double p : {0.001, 0.2, 0.5, 0.97}) {
    for (const double threshold : {1.5, 20.0, 100.0, 1e12}) {
      const LabelTest test(p, 1);
      const auto alarm = label_first_alarm(test, threshold, 2);
      ASSERT_TRUE(alarm);
      EXPECT_GE(test.log_e(*alarm, 2), std::log(threshold));
      EXPECT_LT(test.log_e(*alarm - 1, 2), std::log(threshold));
    }
  }
}

TEST(LabelFirstAlarm, AThresholdOfOneNeedsNoFailure) {
  EXPECT_EQ(label_first_alarm(LabelTest(0.5, 1), 1), 0U);
}

TEST(LabelTest, RefusesWhatIsNoShareOrRatio) {
  const std::vector<double> empty;
  const std::vector<double> negative{-1};
  EXPECT_THROW(LabelTest(-0.1, 1), BrokenInvariant);
  EXPECT_THROW(LabelTest(1.1, 1), BrokenInvariant);
  EXPECT_THROW(LabelTest(0.5, 0), BrokenInvariant);
  EXPECT_THROW(LabelTest(0.5, 1, empty), BrokenInvariant);
  EXPECT_THROW(LabelTest(0.5, 1, negative), BrokenInvariant);
  EXPECT_THROW(LabelTest::bad_event(0.5, -0.1), BrokenInvariant);
  EXPECT_THROW(LabelTest::lost_conversion(0.5, 1), BrokenInvariant);
}

// A harmless launch, a look after every failing unit: the chance of ever alarming.
TEST(LabelTest, FalseAlarmsAreRare) {
  std::mt19937_64 random(20);
  const LabelTest test(0.5, 1);
  constexpr int runs = 2000;
  int alarms_at_20 = 0;
  int alarms_at_100 = 0;
  for (int run = 0; run < runs; ++run) {
    double highest = 0;
    std::uint64_t treated = 0;
    for (std::uint64_t failing = 1; failing <= 300; ++failing) {
      treated += random() >> 63;
      highest = std::max(highest, test.log_e(treated, failing - treated));
    }
    alarms_at_20 += highest >= std::log(20) ? 1 : 0;
    alarms_at_100 += highest >= red ? 1 : 0;
  }
  EXPECT_LE(alarms_at_20, runs * 6 / 100);
  EXPECT_LE(alarms_at_100, runs * 16 / 1000);
  EXPECT_GT(alarms_at_20, 0);
}

}  // namespace
}  // namespace spotter::stats
