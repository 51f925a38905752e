#include <gtest/gtest.h>

#include <cmath>

#include "evidence/judge/harmful.hpp"

namespace spotter::evidence {
namespace {

// Memory checks make every look some thirty times slower.
#if defined(__SANITIZE_ADDRESS__)
constexpr std::uint64_t harmless_launches = 10;
constexpr std::uint64_t harmful_launches_each = 20;
#else
constexpr std::uint64_t harmless_launches = 200;
constexpr std::uint64_t harmful_launches_each = 150;
#endif

Plan harmless_plan() {
  Plan plan;
  plan.with_goals = true;
  plan.visitors_max = 2'000;
  plan.mix.seen_in_both = 0.005;
  return plan;
}

// The share of launches may lie over the promise by what so few launches can tell, no more.
TEST(Judge, IsSeldomWrongAboutALaunchWithoutEffect) {
  for (const std::optional<double> margin : {std::optional<double>(), std::optional<double>(0)}) {
    auto plan = harmless_plan();
    plan.margin = margin;
    const auto alarms = play_harmless(plan, {harmless_launches, 1});
    EXPECT_TRUE(keeps_promises(alarms))
        << text_of(alarms.red) << text_of(alarms.amber) << text_of(alarms.ratio_alarm)
        << text_of(alarms.conversion_goal) << text_of(alarms.mean_goal);
    EXPECT_GT(alarms.looks, harmless_launches * plan.visitors_max);
  }
}

TEST(Judge, GivesTheSameCourseForTheSameSeed) {
  Trial one(harmless_plan(), 7);
  Trial other(harmless_plan(), 7);
  one.play();
  other.play();
  EXPECT_EQ(one.course().looks, other.course().looks);
  EXPECT_EQ(one.running().log_e(), other.running().log_e());
  EXPECT_EQ(one.running().tally().arms(), other.running().tally().arms());
  EXPECT_GT(one.running().tally().multiple_exposure(), 0);
}

// Two readings of the truth that must agree on average, or a simulated truth is wrong.
void expect_sound_truth(const std::vector<ReceiptLoss>& losses) {
  EXPECT_NEAR(mean_truth(losses, &Truth::realised) / mean_truth(losses, &Truth::expected), 1, 0.25);
  EXPECT_GE(mean_truth(losses, &Truth::at_last), mean_truth(losses, &Truth::expected) * 0.99);
}

TEST(Receipt, HoldsTheLossOfLaunchesRolledBackByTheJudge) {
  for (const auto& launch : harmful_launches(false)) {
    if (launch.name != "errors 1 to 5 %" && launch.name != "errors 2 to 50 %") continue;
    const auto receipts = play_harmful(launch, {harmful_launches_each, 3});
    EXPECT_EQ(receipts.in_money.size(), harmful_launches_each) << launch.name;
    const auto held = coverage(receipts.in_money, &Truth::realised);
    EXPECT_TRUE(held.keeps_at_least(0.95)) << launch.name << ": " << text_of(held);
    const auto& errors = losses_of(receipts, Measure::errors);
    const auto errors_held = coverage(errors, &Truth::realised);
    EXPECT_TRUE(errors_held.keeps_at_least(0.95)) << launch.name << ": " << text_of(errors_held);
    EXPECT_EQ(beyond(errors).hits, 0) << launch.name;
    EXPECT_NEAR(bias(errors, &Truth::realised), 0, 0.1) << launch.name;
    expect_sound_truth(errors);
  }
}

// The launch that stops every conversion is the hardest: treatment has counted nothing.
TEST(Receipt, HoldsTheConversionsLostAndEstimatesThemWithoutBias) {
  for (const auto& launch : harmful_launches(true)) {
    if (launch.name != "sign-ups 5 to 0 %") continue;
    const auto receipts = play_harmful(launch, {harmful_launches_each, 4});
    const auto& signups = losses_of(receipts, Measure::signups);
    EXPECT_EQ(signups.size(), harmful_launches_each);
    const auto held = coverage(signups, &Truth::realised);
    EXPECT_TRUE(held.keeps_at_least(0.95)) << launch.name << ": " << text_of(held);
    EXPECT_NEAR(bias(signups, &Truth::realised), 0, 0.2);
    EXPECT_EQ(beyond(signups).hits, 0);
    expect_sound_truth(signups);
  }
}

TEST(Visitors, DoWhatTheMixSaysAndLoseWhatTheHarmTakes) {
  simulation::Dice dice(5);
  const Mix mix;
  const Harm harm{0.1, 0.5, 0.2};
  constexpr int visitors = 40'000;
  HarmByMeasure sum{};
  HarmByMeasure shares{};
  for (int i = 0; i < visitors; ++i) {
    const auto acts = acts_of(mix, harm, dice);
    const auto hurt = harm_by(acts, Duration::max());
    std::array<bool, measures> did{};
    for (const auto& act : acts) {
      if (act.without) did[static_cast<std::size_t>(act.measure)] = true;
    }
    for (std::size_t k = 0; k < measures; ++k) {
      sum[k] += hurt[k] / visitors;
      shares[k] += did[k] ? 1.0 / visitors : 0;
    }
    EXPECT_EQ(harm_by(acts, Duration(-1)), HarmByMeasure{});
  }
  EXPECT_NEAR(shares[0], mix.errors, 0.003);
  EXPECT_NEAR(shares[1], mix.signups, 0.004);
  EXPECT_NEAR(shares[2], mix.buyers, 0.003);
  EXPECT_NEAR(sum[0], 0.1 * 0.98, 0.005);
  EXPECT_NEAR(sum[1], 0.5 * 0.05, 0.003);
  EXPECT_NEAR(sum[2], 0.2 * 0.03 * 120, 0.25);  // a buyer's capped total: some 120 EUR
}

TEST(Visitors, AreHurtByNothingWithoutHarm) {
  simulation::Dice dice(6);
  for (int i = 0; i < 2'000; ++i)
    EXPECT_EQ(harm_by(acts_of(Mix{}, Harm{}, dice), Duration::max()), HarmByMeasure{});
}

TEST(Share, SaysWhenAPromiseIsBroken) {
  EXPECT_TRUE((Share{0, 100}.keeps_at_most(0.01)));
  EXPECT_TRUE((Share{2, 100}.keeps_at_most(0.01)));
  EXPECT_FALSE((Share{9, 100}.keeps_at_most(0.01)));
  EXPECT_TRUE((Share{92, 100}.keeps_at_least(0.95)));
  EXPECT_FALSE((Share{85, 100}.keeps_at_least(0.95)));
}

}  // namespace
}  // namespace spotter::evidence
