#include "parts/live/measure/launch_tally.hpp"

#include <gtest/gtest.h>

#include <algorithm>
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

LaunchTally two_metrics() { return LaunchTally(2, {24h, 1h}); }

TEST(LaunchTally, CountsAUnitOncePerMetric) {
  auto tally = two_metrics();
  EXPECT_EQ(tally.expose(unit(1), treatment, treatment, start), Effect::exposed);
  EXPECT_EQ(tally.expose(unit(1), treatment, treatment, start + 1s), Effect::nothing);
  EXPECT_EQ(tally.convert(unit(1), 0, start + 1s, start + 1s), Effect::counted);
  EXPECT_EQ(tally.convert(unit(1), 0, start + 2s, start + 2s), Effect::nothing);
  EXPECT_EQ(tally.arms()[treatment].units, 1U);
  EXPECT_EQ(tally.arms()[treatment].converted, (std::vector<std::uint64_t>{1, 0}));
  EXPECT_EQ(tally.arms()[control].units, 0U);
}

TEST(LaunchTally, WindowIsClosedAtBothEnds) {
  auto tally = two_metrics();
  tally.expose(unit(1), control, control, start);
  EXPECT_EQ(tally.convert(unit(1), 1, start - 5s - 1us, start), Effect::outside_window);
  EXPECT_EQ(tally.convert(unit(1), 1, start + 1h + 1us, start), Effect::outside_window);
  EXPECT_EQ(tally.convert(unit(1), 1, start - 5s, start), Effect::counted);
  tally.expose(unit(2), control, control, start);
  EXPECT_EQ(tally.convert(unit(2), 1, start + 1h, start), Effect::counted);
}

TEST(LaunchTally, AUnitSeenInTwoArmsLeavesBoth) {
  auto tally = two_metrics();
  tally.expose(unit(1), treatment, treatment, start);
  tally.convert(unit(1), 0, start, start);
  EXPECT_EQ(tally.expose(unit(1), control, treatment, start + 1s), Effect::excluded);
  EXPECT_EQ(tally.arms()[treatment], (ArmCounts{0, {0, 0}}));
  EXPECT_EQ(tally.multiple_exposure(), 1U);
  EXPECT_EQ(tally.convert(unit(1), 1, start, start), Effect::nothing);
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
  EXPECT_EQ(tally.convert(unit(1), 0, start, start), Effect::waits);
  EXPECT_EQ(tally.convert(unit(2), 0, start, start), Effect::waits);
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
  tally.convert(unit(1), 0, start - 6s, start);
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
      tally.convert(unit(events[i].first), events[i].second, start, start);
    for (std::uint8_t u = 0; u < 60; ++u) tally.expose(unit(u), u % 2, u % 2, start);
    for (std::size_t i = half; i < events.size(); ++i)
      tally.convert(unit(events[i].first), events[i].second, start, start);
    seen.push_back(tally.arms());
  }
  for (const auto& arms : seen) EXPECT_EQ(arms, seen.front());
  EXPECT_GT(seen.front()[0].converted[0], 0U);
}

}  // namespace
}  // namespace spotter::live
