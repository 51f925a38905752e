#include "stats/t_mixture.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "base/ensure.hpp"
#include "stats/kappa.hpp"

namespace spotter::stats {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

struct Evidence {
  TStatistic statistic;
  double kappa;
  double log_e;
};

void expect_all(const std::vector<Evidence>& cases,
                double (*log_e)(const TStatistic&, double kappa)) {
  for (const Evidence& one : cases) {
    EXPECT_NEAR(log_e(one.statistic, one.kappa), one.log_e, 1e-11 * (1 + std::abs(one.log_e)))
        << one.statistic.t << " " << one.statistic.degrees_of_freedom;
  }
}

// Section 2.2's formula in 50 digits.
TEST(TMixture, KeepsItsDigitsForAnyTAndAnySize) {
  expect_all({{{3, 1e9, 2.5e8}, 157.5, -2.6387761745285339},
              {{-3, 1e9, 2.5e8}, 157.5, -2.6387761745285339},
              {{1e200, 98, 25}, 157.5, 7.2189110230860636},
              {{1e150, 1e9, 2.5e8}, 157.5, 7138773323.7803172},
              {{1e-200, 98, 25}, 157.5, -0.073662357378429221},
              {{0, 98, 25}, 157.5, -0.073662357378429221},
              {{5, 1, 0.5}, 157.5, 0.001462694712152593}},
             t_mixture_log_e);
}

TEST(TMixture, InfiniteTGivesTheFiniteLimit) {
  for (const double t : {infinite, -infinite, 1e308}) {
    EXPECT_DOUBLE_EQ(t_mixture_log_e({t, 98, 25}, 157.5), 49 * std::log1p(25 / 157.5));
  }
}

TEST(TMixture, RefusesWhatIsNoStatistic) {
  EXPECT_THROW(t_mixture_log_e({std::nan(""), 98, 25}, 157.5), BrokenInvariant);
  EXPECT_THROW(t_mixture_log_e({1, 0, 25}, 157.5), BrokenInvariant);
  EXPECT_THROW(t_mixture_log_e({1, 98, 0}, 157.5), BrokenInvariant);
  EXPECT_THROW(t_mixture_log_e({1, 98, 25}, 0), BrokenInvariant);
  EXPECT_THROW(t_mixture_radius(98, 25, 157.5, 1), BrokenInvariant);
}

// Section 2.5's formula with ln T by its hypergeometric series in 40 digits.
TEST(TMixtureOneSided, StaysRightFarInTheTail) {
  expect_all({{{-8, 998, 250}, 100, -2.7541466679529128},
              {{-50, 20000, 5000}, 100, -6.0353803631817893},
              {{-100, 2000, 500}, 100, -4.7403951854136377},
              {{-1e6, 100, 25}, 150, -1.6915831802547893},
              {{2.5, 1e6, 2.5e5}, 157.5, 0.124719776935823},
              {{40, 50, 13}, 157.5, 2.5874479013148761}},
             t_mixture_log_e_one_sided);
}

// However good the launch is: evidence of harm may only fall.
TEST(TMixtureOneSided, RisesWithT) {
  for (const double freedom : {3.0, 50.0, 2000.0, 1e7}) {
    double last = -infinite;
    for (double t = -3000; t<3000; t += t> - 60 && t < 60 ? 0.125 : 20) {
      const double here = t_mixture_log_e_one_sided({t, freedom, freedom / 4}, 157.5);
      EXPECT_GE(here, last - 1e-9) << t << " " << freedom;
      EXPECT_TRUE(t > 0 || here <= 0) << t;
      last = here;
    }
  }
}

// The mixture over both directions is the mean of the two one-sided ones.
TEST(TMixtureOneSided, BothDirectionsMakeTheTwoSidedTest) {
  for (const double t : {0.0, 0.3, 2.0, 7.0, 30.0}) {
    const double harm = t_mixture_log_e_one_sided({t, 400, 100}, 157.5);
    const double good = t_mixture_log_e_one_sided({-t, 400, 100}, 157.5);
    EXPECT_NEAR(std::log((std::exp(harm) + std::exp(good)) / 2),
                t_mixture_log_e({t, 400, 100}, 157.5), 1e-11);
  }
}

TEST(TMixtureRadius, IsWhereTheEvidenceReachesTheLevel) {
  for (const double tau : {30.0, 100.0, 2500.0, 1e6}) {
    for (const double alpha : {0.05, 0.01, 0.001}) {
      const auto radius = t_mixture_radius(4 * tau - 2, tau, 157.5, alpha);
      if (!radius) continue;
      EXPECT_NEAR(t_mixture_log_e({*radius, 4 * tau - 2, tau}, 157.5), -std::log(alpha), 1e-9);
    }
  }
  EXPECT_NEAR(*t_mixture_radius(1e9, 2.5e8, 157.5, 0.05), 4.5021132981404901, 1e-12);
  EXPECT_NEAR(*t_mixture_radius(1e9, 1, 157.5, 0.05), 30.832632040706336, 1e-11);
}

TEST(TMixtureRadius, CollectsUntilTheEvidenceCanReachTheLevel) {
  const double kappa = mixture_kappa(1250, 0.05);
  bool collecting = true;
  double first = 0;
  for (double n = 4; n < 200; n += 2) {
    const auto radius = t_mixture_radius(n - 2, n / 4, kappa, 0.05);
    const bool can = t_mixture_log_e({infinite, n - 2, n / 4}, kappa) > -std::log(0.05);
    EXPECT_EQ(radius.has_value(), can) << n;
    EXPECT_TRUE(radius || collecting) << n;
    if (radius && collecting) first = n;
    collecting = !radius;
  }
  EXPECT_GT(first, 50);  // "about n < 60 at the default"
  EXPECT_LT(first, 70);
}

// Section 2.3: half-width against an ordinary 95 % interval.
TEST(TMixtureRadius, TheTuningCostsWhatTheDocumentSays) {
  const std::vector<std::pair<double, double>> wanted{{.1, 1.97}, {.25, 1.67}, {.5, 1.57},
                                                      {1, 1.55},  {2, 1.56},   {4, 1.60},
                                                      {10, 1.65}, {100, 1.82}};
  const double optimal = 1e7;
  for (const auto& [times, ratio] : wanted) {
    const double tau = times * optimal;
    const auto radius = t_mixture_radius(4 * tau, tau, mixture_kappa(optimal, 0.05), 0.05);
    EXPECT_NEAR(*radius / 1.959963984540054, ratio, 0.0051) << times;
  }
}

TEST(MeanEvidence, WithoutSpread) {
  const double limit = 49 * std::log1p(25 / 157.5);
  EXPECT_EQ(mean_log_e({0, 0, 98, 25}, 157.5), 0);
  EXPECT_EQ(mean_log_e_one_sided({0, 0, 98, 25}, 1, 157.5), 0);
  EXPECT_DOUBLE_EQ(mean_log_e({2, 0, 98, 25}, 157.5), limit);
  EXPECT_DOUBLE_EQ(mean_log_e({-2, 0, 98, 25}, 157.5), limit);
  // Only the harmful direction counts against the launch; the mean of both is the two-sided test.
  const double harm = mean_log_e_one_sided({-2, 0, 98, 25}, -1, 157.5);
  const double good = mean_log_e_one_sided({2, 0, 98, 25}, -1, 157.5);
  EXPECT_LT(good, 0);
  EXPECT_NEAR(std::log((std::exp(harm) + std::exp(good)) / 2), limit, 1e-11);
  EXPECT_FALSE(mean_interval({2, 0, 9998, 2500}, 157.5, 0.05));
}

TEST(MeanEvidence, TheSignSaysWhichDirectionIsHarm) {
  const MeanDifference lower{-3, 1, 9998, 2500};
  EXPECT_GT(mean_log_e_one_sided(lower, -1, 157.5), 2);
  EXPECT_LT(mean_log_e_one_sided(lower, 1, 157.5), 0);
  EXPECT_THROW(mean_log_e_one_sided(lower, 0, 157.5), BrokenInvariant);
}

TEST(MeanInterval, ExcludesZeroExactlyWhenTheEvidenceReachesTheLevel) {
  std::mt19937_64 random(3);
  std::normal_distribution<double> t(0, 4);
  for (int i = 0; i < 20000; ++i) {
    const double tau = 20 + static_cast<double>(random() % 3000);
    const MeanDifference difference{t(random), 1, 4 * tau - 2, tau};
    const auto interval = mean_interval(difference, 157.5, 0.05);
    const double log_e = mean_log_e(difference, 157.5);
    if (std::abs(log_e + std::log(0.05)) < 1e-9) continue;  // a tie may round either way
    const bool excludes = interval && (interval->low > 0 || interval->high < 0);
    EXPECT_EQ(excludes, log_e > -std::log(0.05));
  }
}

}  // namespace
}  // namespace spotter::stats
