#include "stats/moments.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "base/ensure.hpp"

namespace spotter::stats {
namespace {

Moments moments_of(const std::vector<double>& values) {
  Moments state;
  for (const double value : values) state.add(value);
  return state;
}

// Two passes in long double: the definition.
Moments by_definition(const std::vector<double>& values) {
  long double sum = 0;
  for (const double value : values) sum += value;
  const long double mean = values.empty() ? 0 : sum / static_cast<long double>(values.size());
  long double m2 = 0;
  for (const double value : values) m2 += (value - mean) * (value - mean);
  return {values.size(), static_cast<double>(mean), static_cast<double>(m2)};
}

void expect_close(const Moments& got, const Moments& wanted, double scale) {
  EXPECT_EQ(got.n, wanted.n);
  EXPECT_NEAR(got.mean, wanted.mean, 1e-9 * scale);
  EXPECT_NEAR(got.m2, wanted.m2, 1e-9 * scale * scale);
}

std::vector<double> drawn(std::size_t size, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<double> values;
  for (std::size_t i = 0; i < size; ++i) {
    values.push_back(static_cast<double>(random() % 20001) / 100 - 100);
  }
  return values;
}

// NIST StRD univariate data NumAcc1 to NumAcc4 with their certified mean and deviation.
struct Certified {
  double first;
  std::vector<double> repeated;
  std::uint64_t count;
  double mean;
  double deviation;
};

TEST(Moments, AgreesWithNistNumericalAccuracyData) {
  const std::vector<Certified> data{
      {10000001, {10000003, 10000002}, 3, 10000002, 1},
      {1.2, {1.1, 1.3}, 1001, 1.2, 0.1},
      {1000000.2, {1000000.1, 1000000.3}, 1001, 1000000.2, 0.1},
      {10000000.2, {10000000.1, 10000000.3}, 1001, 10000000.2, 0.1},
  };
  for (const Certified& one : data) {
    Moments state;
    state.add(one.first);
    for (std::size_t i = 0; state.n < one.count; ++i) state.add(one.repeated[i % 2]);
    EXPECT_NEAR(*state.average(), one.mean, 1e-14 * one.mean);
    EXPECT_NEAR(std::sqrt(*state.variance()), one.deviation, 1e-7);
  }
}

TEST(Moments, UndefinedIsNothingNeverZero) {
  Moments state;
  EXPECT_FALSE(state.average());
  EXPECT_FALSE(state.variance());
  state.add(7);
  EXPECT_EQ(state.average(), 7);
  EXPECT_FALSE(state.variance());
  state.add(7);
  EXPECT_EQ(state.variance(), 0);
}

TEST(Moments, KeepsDigitsNearOneBillion) {
  const Moments state = moments_of({1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4});
  EXPECT_DOUBLE_EQ(*state.average(), 1e9 + 2.5);
  EXPECT_NEAR(*state.variance(), 5.0 / 3, 1e-9);
}

// 2,000 values near 1e9, added, replaced and merged: each step alone may cost half of 1.2e-7.
TEST(Moments, TheMeanDoesNotDriftNearOneBillion) {
  std::vector<double> values;
  Moments first;
  Moments second;
  for (const double value : drawn(2000, 7)) values.push_back(1e9 + value);
  for (std::size_t i = 0; i < 1000; ++i) {
    first.add(values[i]);
    second.add(values[i]);  // to be replaced
  }
  for (std::size_t i = 0; i < 1000; ++i) second.replace(values[i], values[1000 + i]);
  first.merge(second);
  long double sum = 0;
  for (const double value : values) sum += value - 1e9;
  EXPECT_NEAR((first.mean - 1e9) + first.mean_rest, static_cast<double>(sum / 2000), 1e-12);
}

TEST(Moments, ReplaceIsAsIfTheNewValueHadBeenThere) {
  std::vector<double> values = drawn(200, 1);
  Moments state = moments_of(values);
  const std::vector<double> after = drawn(200, 2);
  for (std::size_t i = 0; i < values.size(); i += 3) {
    state.replace(values[i], after[i]);
    values[i] = after[i];
  }
  expect_close(state, by_definition(values), 100);
}

TEST(Moments, ReplaceOfTheOnlyValueIsExact) {
  Moments state = moments_of({0.1});
  state.replace(0.1, 0.7);
  EXPECT_EQ(state, (Moments{1, 0.7, 0}));
}

TEST(Moments, RemoveIsTheInverseOfAdd) {
  std::vector<double> values = drawn(200, 3);
  Moments state = moments_of(values);
  while (values.size() > 50) {
    state.remove(values.back());
    values.pop_back();
  }
  expect_close(state, by_definition(values), 100);
}

TEST(Moments, RemovingTheLastLeavesExactZeros) {
  Moments state = moments_of({0.1, 0.2, 0.3});
  state.remove(0.2);
  state.remove(0.1);
  EXPECT_EQ(state.n, 1U);
  EXPECT_EQ(state.m2, 0);
  EXPECT_NEAR(state.mean, 0.3, 1e-15);
  state.remove(0.3);
  EXPECT_EQ(state, Moments());
}

TEST(Moments, SpreadNeverFallsBelowZero) {
  Moments state = moments_of({1e15, 0.1, 0.2});
  state.remove(1e15);  // leaves nothing but rounding behind
  EXPECT_GE(state.m2, 0);
  EXPECT_GE(*state.variance(), 0);
  Moments replaced = moments_of({1e15, 0.3, 0.3});
  replaced.replace(1e15, 0.3);
  EXPECT_GE(replaced.m2, 0);
}

TEST(Moments, MergeIsAsIfAllHadComeToOne) {
  for (const std::size_t cut : {0U, 1U, 2U, 77U, 199U, 200U}) {
    const std::vector<double> values = drawn(200, 4);
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(cut);
    Moments state = moments_of({values.begin(), middle});
    state.merge(moments_of({middle, values.end()}));
    expect_close(state, by_definition(values), 100);
  }
}

TEST(Moments, MergeWithNothingChangesNoBit) {
  const Moments state = moments_of({0.1, 0.2, 0.7});
  Moments left = state;
  left.merge(Moments());
  Moments right;
  right.merge(state);
  EXPECT_EQ(left, state);
  EXPECT_EQ(right, state);
}

TEST(Moments, OrderMattersToNobody) {
  std::vector<double> values = drawn(500, 5);
  const Moments forwards = moments_of(values);
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    std::shuffle(values.begin(), values.end(), std::mt19937_64(seed));
    expect_close(moments_of(values), forwards, 100);
  }
}

TEST(Moments, SumsThatArriveReadyMadeGiveTheSameState) {
  const std::vector<double> values = drawn(300, 6);
  double sum = 0;
  double squares = 0;
  for (const double value : values) {
    sum += value;
    squares += value * value;
  }
  expect_close(Moments::of_sums(300, sum, squares), by_definition(values), 100);
  EXPECT_EQ(Moments::of_sums(0, 0, 0), Moments());
  EXPECT_EQ(Moments::of_sums(1, 7, 49), (Moments{1, 7, 0}));
  EXPECT_EQ(Moments::of_sums(3, 0.3, 0.03 - 1e-15).m2, 0);  // rounding is not a negative spread
}

TEST(Moments, SuccessesAreOnesAndZeros) {
  const std::vector<double> values{1, 0, 0, 1, 0, 0, 0};
  expect_close(Moments::of_successes(7, 2), by_definition(values), 1);
  EXPECT_EQ(Moments::of_successes(0, 0), Moments());
  EXPECT_EQ(Moments::of_successes(5, 5), (Moments{5, 1, 0}));
  EXPECT_THROW(Moments::of_successes(2, 3), BrokenInvariant);
}

TEST(Moments, AnEmptyStateHasNothingToTakeOut) {
  Moments state;
  EXPECT_THROW(state.remove(1), BrokenInvariant);
  EXPECT_THROW(state.replace(1, 2), BrokenInvariant);
}

}  // namespace
}  // namespace spotter::stats
