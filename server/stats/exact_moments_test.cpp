#include "stats/exact_moments.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace spotter::stats {
namespace {

ExactMoments exact(const std::vector<double>& values) {
  ExactMoments state;
  for (const double value : values) state.add(value);
  return state;
}

// Two passes in long double: the definition.
Moments by_definition(const std::vector<double>& values) {
  const auto n = static_cast<long double>(values.size());
  long double sum = 0, m2 = 0;
  for (const double value : values) sum += value - values.front();
  const auto mean = values.front() + sum / n;
  for (const double value : values) m2 += (value - mean) * (value - mean);
  return {values.size(), static_cast<double>(mean), static_cast<double>(m2)};
}

void expect_close(const Moments& got, const Moments& wanted) {
  EXPECT_EQ(got.n, wanted.n);
  EXPECT_NEAR(got.mean, wanted.mean, 1e-14 * std::abs(wanted.mean));
  EXPECT_NEAR(got.m2, wanted.m2, 1e-13 * wanted.m2);
}

TEST(ExactMoments, AreTheDefinition) {
  EXPECT_EQ(ExactMoments().moments(), Moments());
  EXPECT_EQ(exact({7}).moments(), (Moments{1, 7, 0}));
  EXPECT_EQ(exact({1, 2, 3, 4}).moments(), (Moments{4, 2.5, 5}));
  EXPECT_EQ(exact({-1, 1}).moments(), (Moments{2, 0, 2}));
  EXPECT_EQ(exact({-3, -5}).moments(), (Moments{2, -4, 2}));
}

TEST(ExactMoments, EqualValuesHaveNoSpreadAtAll) {
  for (const double value : {0.1, -1e15, 1e-300, 5e-324, 0.0}) {
    const auto moments = exact(std::vector<double>(1'000, value)).moments();
    EXPECT_EQ(moments.mean, value);
    EXPECT_EQ(moments.m2, 0);
  }
}

TEST(ExactMoments, KeepDigitsNearOneBillionAndOneQuadrillion) {
  for (const double far : {1e9, 1e15})
    EXPECT_EQ(exact({far + 1, far + 2, far + 3, far + 4}).moments(), (Moments{4, far + 2.5, 5}));
  // The mean's rest is what one double cannot hold.
  const auto moments = exact({1e9, 1e9, 1e9 + 1}).moments();
  EXPECT_NEAR(moments.distance_from_mean(1e9), -1.0 / 3, 1e-16);
}

TEST(ExactMoments, SpanAllThatADoubleMayHoldBelowTheirEnd) {
  const double largest = std::nextafter(ExactMoments::value_end, 0);
  const double smallest = 5e-324;
  auto state = exact({largest, smallest});
  EXPECT_EQ(state.moments().mean, largest / 2);
  state.remove(largest);
  EXPECT_EQ(state.moments(), (Moments{1, smallest, 0}));
  state.replace(smallest, -largest);
  EXPECT_EQ(state.moments(), (Moments{1, -largest, 0}));
  EXPECT_EQ(exact({largest, -largest}).moments().mean, 0);
}

TEST(ExactMoments, TheWayThereDoesNotMatter) {
  std::mt19937_64 random(5);
  for (int round = 0; round < 200; ++round) {
    std::vector<double> values;
    for (std::size_t i = 0; i < 2 + random() % 60; ++i) {
      const auto digits = static_cast<double>(random() % 2'000'001) / 1e3 - 1e3;
      values.push_back(std::ldexp(digits, static_cast<int>(random() % 12) - 6));
    }
    const auto straight = exact(values).moments();
    auto state = exact({1e15, -1e-9});
    std::shuffle(values.begin(), values.end(), random);
    for (const double value : values) {
      const auto detour = std::ldexp(1.5, static_cast<int>(random() % 160) - 60);
      const auto first = random() % 2 ? detour : value;
      state.add(first);
      if (random() % 2) state.remove(1e15), state.add(1e15);
      state.replace(first, value);
    }
    state.remove(1e15);
    state.remove(-1e-9);
    EXPECT_EQ(state.moments(), straight);
    expect_close(straight, by_definition(values));
  }
}

}  // namespace
}  // namespace spotter::stats
