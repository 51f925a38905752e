#include "stats/cap.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "stats/moments.hpp"

namespace spotter::stats {
namespace {

TEST(Cap, CutsOnBothSides) {
  EXPECT_EQ(capped(49, 50), 49);
  EXPECT_EQ(capped(50, 50), 50);
  EXPECT_EQ(capped(400, 50), 50);
  EXPECT_EQ(capped(-50, 50), -50);
  EXPECT_EQ(capped(-400, 50), -50);
}

TEST(Cap, WithoutOneTheTotalStays) { EXPECT_EQ(capped(1e15, std::nullopt), 1e15); }

// Feeds every total in steps of at most `step`, in an order drawn with `seed`. Whole numbers, so
// that the totals themselves do not depend on the split.
Moments streamed(const std::vector<double>& totals, double step, unsigned seed) {
  struct Increment {
    std::size_t unit;
    double amount;
  };
  std::vector<Increment> increments;
  for (std::size_t unit = 0; unit < totals.size(); ++unit) {
    for (double left = totals[unit]; left != 0;) {
      const double amount = std::clamp(left, -step, step);
      increments.push_back({unit, amount});
      left -= amount;
    }
  }
  std::shuffle(increments.begin(), increments.end(), std::mt19937(seed));
  Moments state;
  for (std::size_t unit = 0; unit < totals.size(); ++unit) state.add(0);
  std::vector<double> running(totals.size(), 0);
  for (const auto& [unit, amount] : increments) {
    const double before = capped(running[unit], 50);
    running[unit] += amount;
    state.replace(before, capped(running[unit], 50));
  }
  return state;
}

TEST(Cap, TheStateDependsOnTotalsAlone) {
  const std::vector<double> totals{0, 0, 5, 12, 400, 3, -7, -90, 51, 50};
  Moments wanted;
  for (const double total : totals) wanted.add(capped(total, 50));
  for (const double step : {1.0, 7.0, 1000.0}) {
    for (unsigned seed = 0; seed < 10; ++seed) {
      const Moments got = streamed(totals, step, seed);
      EXPECT_EQ(got.n, wanted.n);
      EXPECT_NEAR(got.mean, wanted.mean, 1e-9);
      EXPECT_NEAR(got.m2, wanted.m2, 1e-9 * wanted.m2);
    }
  }
}

}  // namespace
}  // namespace spotter::stats
