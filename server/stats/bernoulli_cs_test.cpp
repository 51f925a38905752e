#include "stats/bernoulli_cs.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "base/ensure.hpp"
#include "stats/beta_binomial.hpp"

namespace spotter::stats {
namespace {

struct Computed {
  std::uint64_t successes;
  std::uint64_t trials;
  double alpha;
  double optimal_trials;
  double low;
  double high;
};

// Roots of the mixture computed with 60 digits.
TEST(BernoulliCs, AgreesWithLongArithmetic) {
  const std::vector<Computed> cases{
      {700, 1000, 0.05, 100, 0.65162981386993032, 0.74594950078498709},
      {500'000'000, 1'000'000'000, 0.05, 1000, 0.49992602302015053, 0.50007397697984947},
      {3, 1'000'000'000, 0.01, 5000, 9.3010789339535393e-14, 2.5003887798534478e-8},
      {999'999'990, 1'000'000'000, 1e-12, 20, 0.99999991786444931, 0.99999999999105632},
      {2, 5, 0.05, 20, 0.0030694425488810553, 0.95591501546755643},
      {11, 11, 0.05, 20, 0.67534510233321366, 1},
      {1234, 56789, 0.999, 7, 0.020576956138217128, 0.022906560394585458},
      {40, 100, 1e-300, 1, 2.9777044126873419e-9, 0.99999768746207373},
      {250'000, 1'000'000, 0.05, 1e9, 0.2382399375051579, 0.26213925272956633},
      {7, 7, 0.025, 20, 0.4556296724079179, 1},
  };
  for (const Computed& one : cases) {
    const auto got = bernoulli_cs(one.successes, one.trials, one.alpha, one.optimal_trials);
    EXPECT_NEAR(got.low, one.low, 1e-11 * one.low) << one.successes << "/" << one.trials;
    EXPECT_NEAR(got.high, one.high, 2e-16 + 1e-11 * (1 - one.high))
        << one.successes << "/" << one.trials;
  }
}

TEST(BernoulliCs, NoTrialKnowsNothing) {
  EXPECT_EQ(bernoulli_cs(0, 0, 0.05, 20), (ProportionBounds{0, 1}));
}

TEST(BernoulliCs, EndsStandWhereNothingWasSeen) {
  for (const std::uint64_t trials : {1U, 2U, 40U, 100'000U}) {
    EXPECT_EQ(bernoulli_cs(0, trials, 0.05, 20).low, 0);
    EXPECT_EQ(bernoulli_cs(trials, trials, 0.05, 20).high, 1);
  }
  EXPECT_LT(bernoulli_cs(0, 40, 0.05, 500).high, 0.27);
}

TEST(BernoulliCs, OneSuccessDoesNotExcludeZero) {
  EXPECT_EQ(bernoulli_cs(1, 1, 0.05, 20), (ProportionBounds{0, 1}));
  EXPECT_EQ(bernoulli_cs(1, 1000, 0.05, 20).low, 0);
  EXPECT_EQ(bernoulli_cs(999, 1000, 0.05, 20).high, 1);
}

TEST(BernoulliCs, HoldsTheShareAndMirrors) {
  for (std::uint64_t trials = 1; trials <= 30; ++trials) {
    for (std::uint64_t successes = 0; successes <= trials; ++successes) {
      const auto bounds = bernoulli_cs(successes, trials, 0.05, 20);
      const double share = static_cast<double>(successes) / static_cast<double>(trials);
      EXPECT_LE(0, bounds.low);
      EXPECT_LE(bounds.low, share);
      EXPECT_LE(share, bounds.high);
      EXPECT_LE(bounds.high, 1);
      const auto mirrored = bernoulli_cs(trials - successes, trials, 0.05, 20);
      EXPECT_NEAR(mirrored.low, 1 - bounds.high, 1e-15);
    }
  }
}

TEST(BernoulliCs, EndsAreWhereTheEvidenceCrosses) {
  const auto bounds = bernoulli_cs(37, 120, 0.02, 300);
  const double concentration = beta_binomial_concentration(300, 0.02);
  const double threshold = std::log(50);
  EXPECT_NEAR(beta_binomial_log_e({37, 120}, bounds.low, concentration), threshold, 1e-11);
  EXPECT_NEAR(beta_binomial_log_e({37, 120}, bounds.high, concentration), threshold, 1e-11);
}

TEST(BernoulliCs, ASmallerAlphaIsWider) {
  ProportionBounds narrow = bernoulli_cs(30, 100, 0.5, 100);
  for (const double alpha : {0.1, 0.01, 1e-6, 1e-100}) {
    const auto wide = bernoulli_cs(30, 100, alpha, 100);
    EXPECT_LT(wide.low, narrow.low);
    EXPECT_GT(wide.high, narrow.high);
    narrow = wide;
  }
}

// A look after every trial: the chance of ever missing the true proportion is at most alpha.
TEST(BernoulliCs, CoversAtEveryLook) {
  std::mt19937_64 random(42);
  const double concentration = beta_binomial_concentration(20, 0.05);
  constexpr int runs = 2000;
  int missed = 0;
  for (int run = 0; run < runs; ++run) {
    Tally observed;
    bool inside = true;
    while (observed.trials < 500 && inside) {
      observed.trials += 1;
      observed.successes += random() % 10 < 3 ? 1 : 0;
      inside = beta_binomial_log_e(observed, 0.3, concentration) < -std::log(0.05);
    }
    missed += inside ? 0 : 1;
  }
  EXPECT_LE(missed, runs * 6 / 100);
  EXPECT_GT(missed, 0);
}

TEST(BernoulliCs, RefusesWhatCannotBe) {
  EXPECT_THROW(bernoulli_cs(3, 2, 0.05, 20), BrokenInvariant);
  EXPECT_THROW(bernoulli_cs(1, 2, 0, 20), BrokenInvariant);
  EXPECT_THROW(bernoulli_cs(1, 2, 1, 20), BrokenInvariant);
  EXPECT_THROW(bernoulli_cs(1, 2, 0.05, 0), BrokenInvariant);
}

}  // namespace
}  // namespace spotter::stats
