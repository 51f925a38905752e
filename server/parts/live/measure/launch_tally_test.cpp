#include "parts/live/measure/launch_tally.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "base/limits.hpp"

namespace spotter::live {
namespace {

using namespace std::chrono_literals;

constexpr ArmIndex control = 0, treatment = 1;
constexpr Instant start{1'000'000'000'000};

Unit unit(std::uint8_t number) {
  Unit unit;
  unit.bytes[0] = number;
  unit.bytes[15] = 1;
  return unit;
}

LaunchTally two_metrics() {
  return LaunchTally(2,
                     {MetricRule{24h, false, std::nullopt}, MetricRule{1h, false, std::nullopt}});
}

// One metric that sums, capped at 100.
LaunchTally revenue() { return LaunchTally(2, {MetricRule{24h, true, 100}}); }

MetricEvent order(double value, Instant at = start) { return {0, at, at, value}; }

TEST(LaunchTally, CountsAUnitOncePerMetric) {
  auto tally = two_metrics();
  EXPECT_EQ(tally.expose(unit(1), treatment, treatment, start), Effect::exposed);
  EXPECT_EQ(tally.expose(unit(1), treatment, treatment, start + 1s), Effect::nothing);
  EXPECT_EQ(tally.observe(unit(1), {0, start + 1s, start + 1s}), Effect::counted);
  EXPECT_EQ(tally.observe(unit(1), {0, start + 2s, start + 2s}), Effect::nothing);
  EXPECT_EQ(tally.arms()[treatment].units, 1U);
  EXPECT_EQ(tally.arms()[treatment].converted, (std::vector<std::uint64_t>{1, 0}));
  EXPECT_EQ(tally.arms()[control].units, 0U);
}

TEST(LaunchTally, WindowBeginsBeforeTheExposureAndIsOpenAtItsEnd) {
  auto tally = two_metrics();
  tally.expose(unit(1), control, control, start);
  EXPECT_EQ(tally.observe(unit(1), {1, start - 5s - 1us, start}), Effect::outside_window);
  EXPECT_EQ(tally.observe(unit(1), {1, start + 1h, start}), Effect::outside_window);
  EXPECT_EQ(tally.observe(unit(1), {1, start - 5s, start}), Effect::counted);
  tally.expose(unit(2), control, control, start);
  EXPECT_EQ(tally.observe(unit(2), {1, start + 1h - 1us, start}), Effect::counted);
  EXPECT_EQ(tally.outside_window(), 2U);
}

TEST(LaunchTally, AUnitSeenInTwoArmsLeavesBoth) {
  auto tally = two_metrics();
  tally.expose(unit(1), treatment, treatment, start);
  tally.observe(unit(1), {0, start, start});
  EXPECT_EQ(tally.expose(unit(1), control, treatment, start + 1s), Effect::excluded);
  EXPECT_EQ(tally.arms()[treatment].units, 0U);
  EXPECT_EQ(tally.arms()[treatment].converted, (std::vector<std::uint64_t>{0, 0}));
  EXPECT_EQ(tally.multiple_exposure(), 1U);
  EXPECT_EQ(tally.observe(unit(1), {1, start, start}), Effect::nothing);
  EXPECT_EQ(tally.expose(unit(1), treatment, treatment, start), Effect::nothing);
  EXPECT_EQ(tally.multiple_exposure(), 1U);
}

TEST(LaunchTally, AnArmThatIsNotTheUnitsOwnExcludesIt) {
  auto tally = two_metrics();
  EXPECT_EQ(tally.expose(unit(1), treatment, control, start), Effect::excluded);
  EXPECT_EQ(tally.expose(unit(2), std::nullopt, control, start), Effect::excluded);
  EXPECT_EQ(tally.expose(unit(3), control, std::nullopt, start), Effect::excluded);
  EXPECT_EQ(tally.multiple_exposure(), 3U);
  EXPECT_EQ(tally.arms()[control].units + tally.arms()[treatment].units, 0U);
}

TEST(LaunchTally, EventsWaitTenMinutesForAnExposure) {
  auto tally = two_metrics();
  EXPECT_EQ(tally.observe(unit(1), {0, start, start}), Effect::waits);
  EXPECT_EQ(tally.observe(unit(2), {0, start, start}), Effect::waits);
  tally.advance(start + 10min);
  EXPECT_EQ(tally.late(), 0U);
  tally.expose(unit(1), control, control, start);
  EXPECT_EQ(tally.arms()[control].converted[0], 1U);
  tally.advance(start + 10min + 1us);
  EXPECT_EQ(tally.late(), 1U);
  EXPECT_EQ(tally.waiting(), 0U);
  tally.expose(unit(2), control, control, start);
  EXPECT_EQ(tally.arms()[control].converted[0], 1U);
}

TEST(LaunchTally, WaitingEventsObeyTheWindow) {
  auto tally = two_metrics();
  tally.observe(unit(1), {0, start - 6s, start});
  tally.expose(unit(1), control, control, start);
  EXPECT_EQ(tally.arms()[control].converted[0], 0U);
  EXPECT_EQ(tally.late(), 0U);
}

TEST(LaunchTally, ConversionsGiveTheSameCountsInAnyOrder) {
  std::mt19937 random(7);
  std::vector<std::pair<std::uint8_t, MetricIndex>> events;
  for (std::uint8_t u = 0; u < 60; ++u)
    for (MetricIndex m = 0; m < 2; ++m)
      if (random() % 3 == 0) events.insert(events.end(), 2, {u, m});
  std::vector<std::vector<ArmCounts>> seen;
  for (int round = 0; round < 5; ++round) {
    auto tally = two_metrics();
    std::shuffle(events.begin(), events.end(), random);
    const auto half = events.size() / 2;
    for (std::size_t i = 0; i < half; ++i)
      tally.observe(unit(events[i].first), {events[i].second, start, start});
    for (std::uint8_t u = 0; u < 60; ++u) tally.expose(unit(u), u % 2, u % 2, start);
    for (std::size_t i = half; i < events.size(); ++i)
      tally.observe(unit(events[i].first), {events[i].second, start, start});
    seen.push_back(tally.arms());
  }
  for (const auto& arms : seen) EXPECT_EQ(arms, seen.front());
  EXPECT_GT(seen.front()[0].converted[0], 0U);
}

TEST(LaunchTally, SumsByUnitAndCapsTheSum) {
  auto tally = revenue();
  tally.expose(unit(1), treatment, treatment, start);
  tally.expose(unit(2), treatment, treatment, start);
  const auto& arm = tally.arms()[treatment];
  EXPECT_EQ(tally.observe(unit(1), order(60)), Effect::counted);
  EXPECT_EQ(tally.observe(unit(1), order(60)), Effect::counted);
  EXPECT_EQ(arm.totals[0].n, 2U);
  EXPECT_DOUBLE_EQ(arm.totals[0].mean, 50);  // (100 + 0)/2
  EXPECT_EQ(arm.converted[0], 1U);
  EXPECT_EQ(arm.capped[0], 1U);
  tally.observe(unit(1), order(-50));  // a refund brings the total back below the cap
  EXPECT_DOUBLE_EQ(arm.totals[0].mean, 35);
  EXPECT_EQ(arm.capped[0], 0U);
  tally.observe(unit(2), order(-500));
  EXPECT_DOUBLE_EQ(arm.totals[0].mean, (70.0 - 100.0) / 2);
  EXPECT_EQ(arm.capped[0], 1U);
}

TEST(LaunchTally, AnExcludedUnitTakesItsSumWithIt) {
  auto tally = revenue();
  tally.expose(unit(1), control, control, start);
  tally.expose(unit(2), control, control, start);
  tally.observe(unit(1), order(30));
  tally.observe(unit(2), order(500));
  tally.expose(unit(2), treatment, control, start + 1s);
  EXPECT_EQ(tally.arms()[control].totals[0].n, 1U);
  EXPECT_DOUBLE_EQ(tally.arms()[control].totals[0].mean, 30);
  EXPECT_EQ(tally.arms()[control].capped[0], 0U);
  EXPECT_EQ(tally.observe(unit(2), order(5)), Effect::nothing);
}

TEST(LaunchTally, AnOrderThatWasGivenBackLeavesNoTrace) {
  auto tally = revenue();
  for (std::uint8_t u = 1; u < 60; ++u) {
    tally.expose(unit(u), control, control, start);
    if (u == 3) tally.observe(unit(3), order(19.99));
    if (u == 7) tally.observe(unit(7), order(0.1));
  }
  tally.observe(unit(3), order(-19.99));
  tally.expose(unit(7), treatment, control, start);
  EXPECT_EQ(tally.arms()[control].totals[0], (stats::Moments{58, 0, 0}));
}

TEST(LaunchTally, SumsWaitWithTheirValue) {
  auto tally = revenue();
  EXPECT_EQ(tally.observe(unit(1), order(12.5)), Effect::waits);
  tally.expose(unit(1), control, control, start);
  EXPECT_DOUBLE_EQ(tally.arms()[control].totals[0].mean, 12.5);
}

TEST(LaunchTally, ArrivalsWhoseClockGoesBackExpireInTheirOwnOrder) {
  auto tally = revenue();
  tally.observe(unit(1), order(1, start + 5min));
  tally.observe(unit(2), order(1, start));
  tally.advance(start + 11min);
  EXPECT_EQ(tally.late(), 1U);
  EXPECT_EQ(tally.waiting(), 1U);
}

TEST(LaunchTally, SumsAreTheSameInAnyOrder) {
  std::mt19937 random(11);
  std::lognormal_distribution<double> amount(3, 1.5);
  std::vector<std::pair<std::uint8_t, double>> orders;
  // Multiples of 1/64: a unit's own total has no rounding either.
  for (int i = 0; i < 400; ++i)
    orders.emplace_back(static_cast<std::uint8_t>(random() % 200),
                        std::round(amount(random) * 64) / 64);
  std::optional<std::vector<ArmCounts>> first;
  for (int round = 0; round < 5; ++round) {
    auto tally = revenue();
    std::shuffle(orders.begin(), orders.end(), random);
    for (std::size_t i = 0; i < 100; ++i)
      tally.observe(unit(orders[i].first), order(orders[i].second));
    for (std::uint8_t u = 0; u < 200; ++u) tally.expose(unit(u), u % 2, u % 2, start);
    for (std::size_t i = 100; i < orders.size(); ++i)
      tally.observe(unit(orders[i].first), order(orders[i].second));
    if (!first) first = tally.arms();
    EXPECT_EQ(tally.arms(), *first);
  }
}

TEST(LaunchTally, AnOutlierThatLeavesTakesAllItsRoundingWithIt) {
  LaunchTally with(2, {{7 * 24h, true, std::nullopt}});
  LaunchTally without = with;
  for (std::uint8_t u = 1; u < 100; ++u) {
    for (auto* tally : {&with, &without}) {
      tally->expose(unit(u), control, control, start);
      tally->observe(unit(u), order(0.013 * u));
    }
    if (u != 50) continue;
    with.expose(unit(200), control, control, start);
    with.observe(unit(200), order(1e15));
    with.observe(unit(50), order(9e14));
    with.observe(unit(50), order(-9e14));
  }
  with.expose(unit(200), treatment, control, start);
  // The unit's own total was rounded when it was large: that is not the arm's.
  EXPECT_NE(with.arms()[control].totals[0], without.arms()[control].totals[0]);
  without.observe(unit(50), order(9e14));
  without.observe(unit(50), order(-9e14));
  EXPECT_EQ(with.arms()[control].totals[0], without.arms()[control].totals[0]);
}

}  // namespace
}  // namespace spotter::live
