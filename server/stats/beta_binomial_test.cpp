#include "stats/beta_binomial.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/ensure.hpp"
#include "stats/kappa.hpp"

namespace spotter::stats {
namespace {

double log_beta(double a, double b) { return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b); }

// Section 4.5 word by word.
double by_document(Tally observed, double p, double optimal_trials, double alpha) {
  const double g = p;
  const double h = 1 - p;
  const double s = observed.successes - p * observed.trials;
  const double v = p * (1 - p) * observed.trials;
  const double kappa = mixture_kappa(p * (1 - p) * optimal_trials, alpha);
  const double k = std::max(kappa - g * h, 0.001 * g * h);
  return v / (g * h) * std::log(g + h) - (v + h * s) / (h * (g + h)) * std::log(g) -
         (v - g * s) / (g * (g + h)) * std::log(h) +
         log_beta((k + v - g * s) / (g * (g + h)), (k + v + h * s) / (h * (g + h))) -
         log_beta(k / (g * (g + h)), k / (h * (g + h)));
}

TEST(BetaBinomial, IsTheDocumentsMixture) {
  for (const double p : {0.02, 0.3, 0.5, 0.99}) {
    for (const double optimal_trials : {1.0, 20.0, 5000.0}) {
      for (const Tally observed : {Tally{0, 9}, {9, 9}, {3, 40}, {250, 700}, {12.5, 30}}) {
        EXPECT_NEAR(
            beta_binomial_log_e(observed, p, beta_binomial_concentration(optimal_trials, 0.05)),
            by_document(observed, p, optimal_trials, 0.05), 1e-9)
            << p << " " << optimal_trials << " " << observed.successes;
      }
    }
  }
}

// Computed with 60 digits.
TEST(BetaBinomial, StaysExactAtABillionTrials) {
  const double concentration = beta_binomial_concentration(20, 0.05);
  EXPECT_NEAR(beta_binomial_log_e({500'100'000, 1e9}, 0.5, concentration), 9.6919529173434937,
              1e-9);
  EXPECT_NEAR(beta_binomial_log_e({3, 1e9}, 1e-9, concentration), -18.611334541390347, 1e-9);
}

TEST(BetaBinomial, TakesPartsOfATrial) {
  EXPECT_NEAR(beta_binomial_log_e({12.5, 40}, 0.2, beta_binomial_concentration(1000, 0.05)),
              0.18481863058979399, 1e-12);
}

TEST(BetaBinomial, NoTrialIsNoEvidence) { EXPECT_EQ(beta_binomial_log_e({0, 0}, 0.3, 1.5), 0); }

TEST(BetaBinomial, HasMeanOneUnderTheTestedProportion) {
  constexpr double p = 0.3;
  constexpr int trials = 15;
  double mean = 0;
  for (int x = 0; x <= trials; ++x) {
    const double log_chance = std::lgamma(trials + 1.0) - std::lgamma(x + 1.0) -
                              std::lgamma(trials - x + 1.0) + x * std::log(p) +
                              (trials - x) * std::log1p(-p);
    mean += std::exp(log_chance + beta_binomial_log_e({static_cast<double>(x), trials}, p, 1.52));
  }
  EXPECT_NEAR(mean, 1, 1e-12);
}

TEST(BetaBinomialOneSided, HasMeanOneUnderTheTestedProportionAndLessBelow) {
  const auto mean_under = [](double truth) {
    constexpr int trials = 15;
    double mean = 0;
    for (int x = 0; x <= trials; ++x) {
      const double log_chance = std::lgamma(trials + 1.0) - std::lgamma(x + 1.0) -
                                std::lgamma(trials - x + 1.0) + x * std::log(truth) +
                                (trials - x) * std::log1p(-truth);
      const Tally observed{static_cast<double>(x), trials};
      mean += std::exp(log_chance + beta_binomial_log_e_one_sided(observed, 0.3, 1.52));
    }
    return mean;
  };
  EXPECT_NEAR(mean_under(0.3), 1, 1e-12);
  EXPECT_LT(mean_under(0.2), 1);
  EXPECT_GT(mean_under(0.4), 1);
}

TEST(BetaBinomialOneSided, SaysNothingFarOnTheHarmlessSide) {
  EXPECT_EQ(beta_binomial_log_e_one_sided({0, 0}, 0.3, 1.5), 0);
  EXPECT_LT(beta_binomial_log_e_one_sided({10, 1000}, 0.3, 1.5), 0);
  EXPECT_LT(beta_binomial_log_e_one_sided({0, 1e6}, 0.3, 1.5), 0);
  EXPECT_GT(beta_binomial_log_e_one_sided({900, 1000}, 0.3, 1.5), 100);
}

TEST(BetaBinomial, HasAFloorForTheConcentration) {
  EXPECT_EQ(beta_binomial_concentration(1, 0.05), 0.001);
  EXPECT_NEAR(beta_binomial_concentration(20, 0.05), 20 / 7.936 - 1, 1e-3);
}

TEST(BetaBinomial, RefusesTheEnds) {
  EXPECT_THROW(beta_binomial_log_e({1, 2}, 0, 1), BrokenInvariant);
  EXPECT_THROW(beta_binomial_log_e({1, 2}, 1, 1), BrokenInvariant);
  EXPECT_THROW(beta_binomial_log_e({1, 2}, 0.5, 0), BrokenInvariant);
}

}  // namespace
}  // namespace spotter::stats
