#include "stats/sample_ratio.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "base/ensure.hpp"

namespace spotter::stats {
namespace {

using Counts = std::vector<std::uint64_t>;
using Shares = std::vector<double>;

// Section 4.4's formula in 40 digits.
TEST(SampleRatio, KeepsItsDigitsAtAnySize) {
  EXPECT_NEAR(sample_ratio_log_bayes_factor(Counts{7, 0}, Shares{.5, .5}), 0.19730060898331187,
              1e-14);
  EXPECT_NEAR(sample_ratio_log_bayes_factor(Counts{3, 5, 992}, Shares{.25, .25, .5}),
              534.91192754603696, 1e-11);
  EXPECT_NEAR(sample_ratio_log_bayes_factor(Counts{500200000, 499800000}, Shares{.5, .5}),
              71.938446379766131, 1e-10);  // of terms near 1e5
  EXPECT_NEAR(sample_ratio_log_bayes_factor(Counts{1, 0}, Shares{0.0001, 0.9999}), 0, 1e-14);
}

// The incremental form of section 4.4, arrivals in a drawn order: ln((a+N)/(100+n)) - ln p each.
TEST(SampleRatio, IsTheSameInWhateverOrderUnitsCome) {
  const Shares shares{0.4, 0.4, 0.2};
  std::vector<std::size_t> arrivals;
  for (std::size_t i = 0; i < 900; ++i) arrivals.push_back(i % 7 % 3);
  for (unsigned seed = 0; seed < 20; ++seed) {
    std::shuffle(arrivals.begin(), arrivals.end(), std::mt19937(seed));
    Counts counts{0, 0, 0};
    double added = 0;
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
      const std::size_t arm = arrivals[i];
      added += std::log((100 * shares[arm] + static_cast<double>(counts[arm])) /
                        (100 + static_cast<double>(i))) -
               std::log(shares[arm]);
      ++counts[arm];
      EXPECT_NEAR(sample_ratio_log_bayes_factor(counts, shares), added, 1e-9);
    }
  }
}

TEST(SampleRatio, TheOrderOfTheArmsDoesNotMatterEither) {
  EXPECT_NEAR(sample_ratio_log_bayes_factor(Counts{10, 700, 33}, Shares{.1, .8, .1}),
              sample_ratio_log_bayes_factor(Counts{33, 10, 700}, Shares{.1, .1, .8}), 1e-12);
}

TEST(SampleRatio, NobodyYetSaysNothing) {
  EXPECT_EQ(sample_ratio_log_bayes_factor(Counts{0, 0}, Shares{.5, .5}), 0);
}

TEST(SampleRatio, AnArmThatShouldGetNobody) {
  EXPECT_EQ(sample_ratio_log_bayes_factor(Counts{1, 5}, Shares{0, 1}),
            std::numeric_limits<double>::infinity());
  EXPECT_NEAR(sample_ratio_log_bayes_factor(Counts{0, 5}, Shares{0, 1}), 0, 1e-12);
  EXPECT_NEAR(sample_ratio_log_bayes_factor(Counts{0, 50, 60}, Shares{0, .5, .5}),
              sample_ratio_log_bayes_factor(Counts{50, 60}, Shares{.5, .5}), 1e-12);
}

TEST(SampleRatio, RefusesSharesThatAreNone) {
  EXPECT_THROW(sample_ratio_log_bayes_factor(Counts{1}, Shares{.5, .5}), BrokenInvariant);
  EXPECT_THROW(sample_ratio_log_bayes_factor(Counts{1, 1}, Shares{.5, .6}), BrokenInvariant);
  EXPECT_THROW(sample_ratio_log_bayes_factor(Counts{1, 1}, Shares{-.5, 1.5}), BrokenInvariant);
}

struct Detection {
  double share;
  std::size_t median;
};

// Exposures until ln 100 when half the visitors of treatment should come, and `share` do.
std::size_t exposures_until_alarm(double share, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::bernoulli_distribution treatment(share);
  Counts counts{0, 0};
  for (std::size_t n = 1; n <= 30000; ++n) {
    ++counts[treatment(random) ? 0 : 1];
    if (sample_ratio_log_bayes_factor(counts, Shares{.5, .5}) >= std::log(100)) return n;
  }
  return 30001;
}

// Section 4.4: median exposures to see 60/40 and 55/45.
TEST(SampleRatio, SeesAMismatchAsFastAsTheDocumentSays) {
  for (const Detection& one : {Detection{.6, 297}, Detection{.55, 1053}}) {
    std::vector<std::size_t> needed;
    for (std::uint64_t seed = 0; seed < 301; ++seed) {
      needed.push_back(exposures_until_alarm(one.share, seed));
    }
    std::nth_element(needed.begin(), needed.begin() + 150, needed.end());
    EXPECT_NEAR(static_cast<double>(needed[150]), static_cast<double>(one.median),
                0.15 * static_cast<double>(one.median));
  }
}

TEST(SampleRatioChiSquare, GivesTheOneLookAnswer) {
  EXPECT_NEAR(sample_ratio_chi_square_p(Counts{1000, 1200}, Shares{.5, .5}), 2.007865612426481e-05,
              1e-13);
  EXPECT_EQ(sample_ratio_chi_square_p(Counts{0, 0}, Shares{.5, .5}), 1);
  EXPECT_EQ(sample_ratio_chi_square_p(Counts{50, 50}, Shares{.5, .5}), 1);
  EXPECT_EQ(sample_ratio_chi_square_p(Counts{1, 50, 50}, Shares{0, .5, .5}), 0);
  EXPECT_THROW(sample_ratio_chi_square_p(Counts{5}, Shares{1}), BrokenInvariant);
}

}  // namespace
}  // namespace spotter::stats
