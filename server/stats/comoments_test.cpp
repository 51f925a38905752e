#include "stats/comoments.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <utility>
#include <vector>

#include "base/ensure.hpp"

namespace spotter::stats {
namespace {

using Pairs = std::vector<std::pair<double, double>>;

Comoments comoments_of(const Pairs& pairs) {
  Comoments state;
  for (const auto& [x, y] : pairs) state.add(x, y);
  return state;
}

// Two passes in long double: the definition.
double products_by_definition(const Pairs& pairs) {
  long double sum_x = 0;
  long double sum_y = 0;
  for (const auto& [x, y] : pairs) {
    sum_x += x;
    sum_y += y;
  }
  const long double n = static_cast<long double>(pairs.size());
  long double products = 0;
  for (const auto& [x, y] : pairs) products += (x - sum_x / n) * (y - sum_y / n);
  return static_cast<double>(products);
}

// y follows x, both far from 0.
Pairs drawn(std::size_t size, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> noise;
  Pairs pairs;
  for (std::size_t i = 0; i < size; ++i) {
    const double x = 1e5 + 10 * noise(random);
    pairs.emplace_back(x, 0.7 * x + 8 * noise(random));
  }
  return pairs;
}

void expect_close(const Comoments& got, const Comoments& wanted) {
  EXPECT_EQ(got.x.n, wanted.x.n);
  EXPECT_EQ(got.y.n, wanted.y.n);
  EXPECT_NEAR(got.x.mean, wanted.x.mean, 1e-9 * std::abs(wanted.x.mean));
  EXPECT_NEAR(got.y.mean, wanted.y.mean, 1e-9 * std::abs(wanted.y.mean));
  EXPECT_NEAR(got.x.m2, wanted.x.m2, 1e-9 * wanted.x.m2);
  EXPECT_NEAR(got.y.m2, wanted.y.m2, 1e-9 * wanted.y.m2);
  EXPECT_NEAR(got.c_xy, wanted.c_xy, 1e-9 * std::abs(wanted.c_xy));
}

TEST(Comoments, AreTheDefinition) {
  const Pairs pairs = drawn(500, 1);
  const Comoments state = comoments_of(pairs);
  const double products = products_by_definition(pairs);
  EXPECT_NEAR(state.c_xy, products, 1e-9 * products);
  EXPECT_NEAR(*state.covariance(), products / 499, 1e-9 * products);
  EXPECT_NEAR(*state.correlation(), 7 / std::sqrt(49 + 64), 0.06);
}

TEST(Comoments, ReplaceIsAsIfTheLaterValueHadBeenThere) {
  Pairs pairs = drawn(200, 2);
  const Pairs after = drawn(200, 3);
  Comoments state = comoments_of(pairs);
  for (std::size_t i = 0; i < pairs.size(); i += 3) {
    state.replace_y(pairs[i].first, pairs[i].second, after[i].second);
    pairs[i].second = after[i].second;
  }
  expect_close(state, comoments_of(pairs));
}

TEST(Comoments, RemoveIsTheInverseOfAdd) {
  Pairs pairs = drawn(200, 4);
  Comoments state = comoments_of(pairs);
  while (pairs.size() > 50) {
    state.remove(pairs.back().first, pairs.back().second);
    pairs.pop_back();
  }
  expect_close(state, comoments_of(pairs));
  while (!pairs.empty()) {
    state.remove(pairs.back().first, pairs.back().second);
    pairs.pop_back();
  }
  EXPECT_EQ(state, Comoments());
}

TEST(Comoments, MergeIsAsIfAllHadComeToOne) {
  const Pairs pairs = drawn(200, 5);
  for (const std::ptrdiff_t cut : {0, 1, 77, 199, 200}) {
    Comoments state = comoments_of({pairs.begin(), pairs.begin() + cut});
    state.merge(comoments_of({pairs.begin() + cut, pairs.end()}));
    expect_close(state, comoments_of(pairs));
  }
}

TEST(Comoments, UndefinedIsNothingNeverZero) {
  Comoments state;
  EXPECT_FALSE(state.covariance());
  EXPECT_THROW(state.remove(1, 1), BrokenInvariant);
  state.add(3, 4);
  EXPECT_FALSE(state.covariance());
  EXPECT_FALSE(state.correlation());
  state.replace_y(3, 4, 5);
  EXPECT_EQ(state.c_xy, 0);
  state.add(3, 7);
  EXPECT_EQ(state.covariance(), 0);
  EXPECT_FALSE(state.correlation());  // x has no spread
  state.add(6, 4);
  EXPECT_TRUE(state.correlation());
}

TEST(Comoments, ALineGoesTogetherPerfectly) {
  const Comoments state = comoments_of({{1, -2}, {2, -4}, {3, -6}, {0.1, -0.2}});
  EXPECT_NEAR(*state.correlation(), -1, 1e-15);
  EXPECT_GE(*state.correlation(), -1);
}

}  // namespace
}  // namespace spotter::stats
