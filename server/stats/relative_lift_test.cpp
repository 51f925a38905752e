#include "stats/relative_lift.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "base/ensure.hpp"
#include "stats/kappa.hpp"

namespace spotter::stats {
namespace {

// The test of section 2.6 at one lift, against the radius squared.
double excess(const Moments& treatment, const Moments& control, double lift) {
  const double distance = treatment.mean - (1 + lift) * control.mean;
  const double error =
      *treatment.variance() / static_cast<double>(treatment.n) +
      (1 + lift) * (1 + lift) * *control.variance() / static_cast<double>(control.n);
  return distance * distance / error;
}

TEST(RelativeLift, EndsAreWhereTheTestReachesTheLevel) {
  const Moments treatment{500, 12, 9000};
  const Moments control{400, 10, 8000};
  const RelativeLift got = relative_lift(treatment, control, 4.0);
  EXPECT_DOUBLE_EQ(*got.lift, 0.2);
  ASSERT_TRUE(got.interval);
  EXPECT_NEAR(excess(treatment, control, got.interval->low), 16, 1e-9);
  EXPECT_NEAR(excess(treatment, control, got.interval->high), 16, 1e-9);
  EXPECT_LT(got.interval->low, 0.2);
  EXPECT_GT(got.interval->high, 0.2);
}

TEST(RelativeLift, NothingToSay) {
  const Moments some{500, 12, 9000};
  EXPECT_EQ(relative_lift(Moments(), some, 4.0), RelativeLift());
  EXPECT_EQ(relative_lift(some, Moments(), 4.0), RelativeLift());
  EXPECT_EQ(relative_lift(some, {400, 0, 8000}, 4.0), RelativeLift());
  EXPECT_EQ(relative_lift(some, {400, -10, 8000}, 4.0), RelativeLift());
}

TEST(RelativeLift, ALiftWithoutAnInterval) {
  const auto expect_alone = [&](const Moments& treatment, const Moments& control,
                                std::optional<double> radius) {
    const RelativeLift got = relative_lift(treatment, control, radius);
    EXPECT_NEAR(got.lift.value_or(-1), 0.2, 1e-15);
    EXPECT_FALSE(got.interval);
  };
  expect_alone({500, 12, 9000}, {400, 10, 8000}, std::nullopt);  // collecting
  expect_alone({500, 12, 9000}, {1, 10, 0}, 4.0);                // one unit
  expect_alone({500, 12, 0}, {400, 10, 0}, 4.0);                 // no spread
  expect_alone({500, 12, 9000}, {4, 10, 8000}, 4.0);             // control not clear of 0
  EXPECT_THROW(relative_lift({500, 12, 9000}, {400, 10, 8000}, -1), BrokenInvariant);
}

TEST(RelativeLift, ATreatmentOfZerosLostEverything) {
  const RelativeLift got = relative_lift({5000, 0, 0}, {5000, 0.05, 237.5}, 3.5);
  EXPECT_EQ(got.lift, -1);
  ASSERT_TRUE(got.interval);
  EXPECT_NEAR(got.interval->low, -1, 1e-15);  // without spread there is nothing around it
  EXPECT_NEAR(got.interval->high, -1, 1e-15);
}

struct Arms {
  Moments treatment;
  Moments control;
};

// Two arms whose difference is near the edge of significance.
Arms drawn(std::mt19937_64& random) {
  std::normal_distribution<double> noise;
  const std::uint64_t units = 100 + random() % 5000;
  const double n = static_cast<double>(units);
  const double spread = std::exp(noise(random));
  const double mean = std::exp(2 * noise(random));
  const double shift = 4 * noise(random) * spread * std::sqrt(2 / n);
  return {{units, mean + shift, (n - 1) * spread * spread * (1 + 0.1 * noise(random))},
          {units, mean, (n - 1) * spread * spread}};
}

TEST(RelativeLift, ExcludesZeroExactlyWhenTheAbsoluteIntervalDoes) {
  std::mt19937_64 random(8);
  const double kappa = mixture_kappa(1250, 0.05);
  int excluded = 0;
  int bounded = 0;
  for (int i = 0; i < 20000; ++i) {
    const Arms arms = drawn(random);
    const auto difference = mean_difference(arms.treatment, arms.control);
    const auto absolute = mean_interval(*difference, kappa, 0.05);
    const auto radius =
        t_mixture_radius(difference->degrees_of_freedom, difference->effective_size, kappa, 0.05);
    const auto relative = relative_lift(arms.treatment, arms.control, radius).interval;
    if (!relative) continue;
    ASSERT_TRUE(absolute);
    EXPECT_EQ(relative->low > 0, absolute->low > 0);
    EXPECT_EQ(relative->high < 0, absolute->high < 0);
    EXPECT_LE(relative->low, relative->high);
    ++bounded;
    if (relative->low > 0 || relative->high < 0) ++excluded;
  }
  EXPECT_GT(bounded, 10000);
  EXPECT_GT(excluded, 2000);
  EXPECT_LT(excluded, bounded - 2000);
}

// The radius at which the absolute interval just touches 0, and its neighbours.
TEST(RelativeLift, AgreesWithTheAbsoluteIntervalToTheLastBit) {
  std::mt19937_64 random(9);
  for (int i = 0; i < 5000; ++i) {
    const Arms arms = drawn(random);
    const auto difference = mean_difference(arms.treatment, arms.control);
    double radius = std::abs(difference->difference) / difference->standard_error;
    if (radius == 0) continue;
    radius = std::nextafter(std::nextafter(radius, 0), 0);
    for (int step = 0; step < 5; ++step) {
      const double half_width = radius * difference->standard_error;
      const auto relative = relative_lift(arms.treatment, arms.control, radius).interval;
      if (relative) {
        EXPECT_EQ(relative->low > 0, difference->difference - half_width > 0);
        EXPECT_EQ(relative->high < 0, difference->difference + half_width < 0);
      }
      radius = std::nextafter(radius, std::numeric_limits<double>::infinity());
    }
  }
}

}  // namespace
}  // namespace spotter::stats
