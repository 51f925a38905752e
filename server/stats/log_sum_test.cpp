#include "stats/log_sum.hpp"

#include <gtest/gtest.h>

namespace spotter::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double log_sum_of(std::initializer_list<double> terms) {
  LogSum sum;
  for (const double term : terms) sum.add(term);
  return sum.value();
}

TEST(LogSum, AddsWhatTheLogarithmsStandFor) {
  EXPECT_NEAR(log_sum_of({std::log(2), std::log(3), std::log(5)}), std::log(10), 1e-15);
  EXPECT_DOUBLE_EQ(log_sum_of({-3.5}), -3.5);
}

TEST(LogSum, NothingIsZero) {
  EXPECT_EQ(LogSum().value(), -infinity);
  EXPECT_EQ(log_sum_of({-infinity, -infinity}), -infinity);
}

TEST(LogSum, NeitherOverflowsNorUnderflows) {
  EXPECT_DOUBLE_EQ(log_sum_of({1e6, 1e6}), 1e6 + std::log(2));
  EXPECT_DOUBLE_EQ(log_sum_of({-1e6, -1e6}), -1e6 + std::log(2));
  EXPECT_DOUBLE_EQ(log_sum_of({-1e6, 1e6}), 1e6);
  EXPECT_DOUBLE_EQ(log_sum_of({1e6, -1e6}), 1e6);
}

TEST(LogSum, InfinityStaysInfinity) {
  EXPECT_EQ(log_sum_of({infinity, infinity, 3}), infinity);
  EXPECT_EQ(log_sum_of({3, infinity, -infinity}), infinity);
}

}  // namespace
}  // namespace spotter::stats
