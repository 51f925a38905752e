#include "stats/wilson.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/ensure.hpp"

namespace spotter::stats {
namespace {

// Newcombe 1998a, table I, method 3.
TEST(Wilson, IsThePrintedTable) {
  const auto expect = [](const ProportionCount& count, double low, double high) {
    const ProportionBounds got = wilson_interval(count, 0.05);
    EXPECT_NEAR(got.low, low, 5e-5);
    EXPECT_NEAR(got.high, high, 5e-5);
  };
  expect({81, 263}, .2553, .3662);
  expect({15, 148}, .0624, .1605);
  expect({0, 20}, .0000, .1611);
  expect({1, 29}, .0061, .1718);
}

TEST(Wilson, EndsAtTheEnds) {
  EXPECT_EQ(wilson_interval({0, 0}, 0.05), (ProportionBounds{0, 1}));
  for (const std::uint64_t trials : {1, 7, 50, 12345}) {
    EXPECT_EQ(wilson_interval({0, trials}, 0.05).low, 0);
    EXPECT_EQ(wilson_interval({trials, trials}, 0.05).high, 1);
    EXPECT_NEAR(wilson_interval({0, trials}, 0.05).high,
                1 - wilson_interval({trials, trials}, 0.05).low, 1e-12);
  }
  EXPECT_THROW(wilson_interval({2, 1}, 0.05), BrokenInvariant);
  EXPECT_THROW(wilson_interval({1, 2}, 1), BrokenInvariant);
}

}  // namespace
}  // namespace spotter::stats
