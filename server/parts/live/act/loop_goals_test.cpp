// Goals, means, the sample ratio, watch mode and pauses, through the whole loop.
#include <cmath>
#include <random>

#include "parts/live/act/loop_fixture.hpp"

namespace spotter::live {
namespace {

constexpr const char* revenue_guardrail =
    R"([{"metric": "revenue", "side": "marketing", "margin": 0.02}])";
constexpr const char* with_goals = R"(, "goals": ["signup", "revenue"])";

class GoalsTest : public LoopTest {
 protected:
  // As many people in each arm as asked for, all exposed.
  void expose_many(std::size_t per_arm) {
    for (int i = 1000; people[0].size() < per_arm || people[1].size() < per_arm; ++i) {
      const auto person = fmt::format("visitor-{}", i);
      people[assigned_arm(definition, person) == "treatment"].push_back(person);
    }
    expose_everybody(per_arm);
  }
  const GoalEstimate& goal(std::size_t i) {
    last = results();
    return last.goals.at(i);
  }
  ResultsView last;
};

TEST_F(GoalsTest, AConversionGoalSeparatesAndSaysHowMuchBetter) {
  begin(errors_only, with_goals);
  expose_many(300);
  EXPECT_EQ(goal(0).difference, 0.0);
  EXPECT_EQ(goal(0).state, GoalState::collecting) << "no spread, no interval";
  for (std::size_t i = 0; i < 120; ++i) happen(people[1][i], "Signed Up");
  for (std::size_t i = 0; i < 30; ++i) happen(people[0][i], "Signed Up");
  const auto& signup = goal(0);
  EXPECT_DOUBLE_EQ(*signup.difference, 0.4 - 0.1);
  EXPECT_NEAR(*signup.lift, 3, 1e-12);
  EXPECT_EQ(signup.state, GoalState::separated);
  EXPECT_GT(*signup.low, 0);
  EXPECT_GT(*signup.lift_low, 0);
  EXPECT_LT(*signup.lift_low, 3);
  EXPECT_GT(*signup.lift_high, 3);
  EXPECT_GT(*signup.log_e, std::log(20));
  EXPECT_LE(*signup.p_value, std::exp(-*signup.log_e));
  EXPECT_EQ(state(), State::live) << "a goal never rolls back";
  const auto history = evidence_view(loop, loop.book().launches.at("banner"));
  ASSERT_EQ(history.goals.size(), 2U);
  EXPECT_EQ(history.goals[0].points.back().difference, *signup.difference);
  EXPECT_EQ(history.goals[0].points.back().low, signup.low);
}

TEST_F(GoalsTest, AMeanSumsByVisitorWithItsCap) {
  begin(errors_only, with_goals);
  expose_many(60);
  order(people[1][0], 100);
  order(people[1][0], 50);
  order(people[0][0], 5'000);
  order(people[0][1], std::nullopt);
  const auto& revenue = goal(1);
  EXPECT_DOUBLE_EQ(*revenue.difference, 150.0 / 60 - 500.0 / 60);
  EXPECT_EQ(revenue.cap, 500);
  EXPECT_DOUBLE_EQ(*revenue.capped_share, 1.0 / 120);
  EXPECT_EQ(last.unusable, 1U);
  EXPECT_EQ(last.arms[0].metrics.at("revenue").count, 1U);
  EXPECT_DOUBLE_EQ(*last.arms[0].metrics.at("revenue").mean, 500.0 / 60);
}

TEST_F(GoalsTest, AFallingMeanRollsBackWithItsLoss) {
  begin(revenue_guardrail);
  expose_many(400);
  std::mt19937 random(3);
  std::normal_distribution<double> amount(50, 10);
  for (std::size_t i = 0; i < 400 && state() != State::rolled_back; ++i) {
    order(people[0][i], amount(random));
    order(people[1][i], amount(random) / 2);
  }
  ASSERT_EQ(state(), State::rolled_back);
  const auto* receipt = loop.receipt("banner");
  ASSERT_EQ(receipt->loss.counted.size(), 1U);
  EXPECT_EQ(receipt->loss.counted[0].kind, MetricKind::mean);
  EXPECT_GT(receipt->loss.low, 0);
  EXPECT_LT(receipt->loss.low, *receipt->loss.amount);
  EXPECT_GT(receipt->loss.high, *receipt->loss.amount);
  EXPECT_EQ(receipt->loss.affected, Estimate{}) << "value is not people";
  const auto view = receipt_view(loop, loop.book().launches.at("banner"));
  const std::string words(view->at("in_marketing_words").as_string());
  EXPECT_NE(words.find("“Revenue” fell"), std::string::npos) << words;
}

TEST_F(GoalsTest, AHarmlessMeanDoesNotRollBack) {
  begin(revenue_guardrail);
  expose_many(400);
  std::mt19937 random(4);
  std::normal_distribution<double> amount(50, 10);
  for (std::size_t i = 0; i < 400; ++i) {
    order(people[0][i], amount(random));
    order(people[1][i], amount(random));
  }
  EXPECT_EQ(state(), State::live);
  EXPECT_LT(results().guardrails[0].log_e, std::log(10));
}

class UnbalancedTest : public GoalsTest {};

TEST_F(UnbalancedTest, MeansNeverDecideInUnbalancedArms) {
  weights = {0.8, 0.2};
  begin(revenue_guardrail, R"(, "goals": ["revenue"])");
  expose_many(200);
  for (std::size_t i = 0; i < 200; ++i) order(people[0][i], 100 + static_cast<double>(i % 7));
  EXPECT_FALSE(loop.receipt("banner"));
  EXPECT_EQ(results().rollback.log_e, 0);
  EXPECT_TRUE(results().guardrails[0].unbalanced);
  EXPECT_TRUE(results().goals[0].unbalanced);
}

TEST_F(GoalsTest, AWrongSampleRatioTurnsAmberHidesGoalsAndIsCleared) {
  begin(both, with_goals);
  expose_many(40);
  for (int i = 5'000; results().sample_ratio.state == RatioState::fine && i < 20'000; ++i) {
    const auto person = fmt::format("visitor-{}", i);
    if (assigned_arm(definition, person) == "treatment") expose(person);
  }
  EXPECT_EQ(state(), State::amber);
  const auto alarmed = results();
  ASSERT_EQ(alarmed.rollback.crossings.size(), 1U);
  EXPECT_EQ(alarmed.rollback.crossings[0].cause, Cause::sample_ratio);
  EXPECT_EQ(alarmed.rollback.state, Level::green) << "the guardrails saw no harm";
  EXPECT_GE(alarmed.sample_ratio.log_bayes_factor, std::log(100));
  EXPECT_EQ(alarmed.goals[0].state, GoalState::hidden);
  EXPECT_FALSE(alarmed.goals[0].difference);
  EXPECT_TRUE(command(Verb::clear).problems.empty());
  EXPECT_EQ(state(), State::live);
  EXPECT_EQ(results().sample_ratio.state, RatioState::alarm) << "the units still say so";
  happen(people[1][0], "Signed Up");
  EXPECT_EQ(state(), State::live) << "the same alarm does not ring twice";
  for (int failing = 1; failing <= 15; ++failing) happen(people[1][failing], "Checkout Error");
  EXPECT_EQ(state(), State::rolled_back) << "an alarm never blocks a rollback";
}

TEST_F(GoalsTest, ClearedAmberComesBackOnlyAfterItHadGone) {
  begin(errors_only);
  expose_everybody();
  for (int failing = 1; failing <= 6; ++failing) happen(people[1][failing], "Checkout Error");
  ASSERT_EQ(state(), State::amber);
  EXPECT_TRUE(command(Verb::clear).problems.empty());
  EXPECT_EQ(state(), State::live);
  EXPECT_EQ(results().rollback.state, Level::green);
  happen(people[1][7], "Checkout Error");
  EXPECT_EQ(state(), State::live);
  for (int calm = 0; calm < 4; ++calm) happen(people[0][calm], "Checkout Error");
  for (int failing = 8; failing < 16; ++failing) happen(people[1][failing], "Checkout Error");
  EXPECT_EQ(state(), State::amber);
}

TEST_F(GoalsTest, WatchModeSaysWhatItWouldHaveDone) {
  begin(errors_only, R"(, "mode": "watch")");
  expose_everybody();
  for (int failing = 1; failing <= 12; ++failing) happen(people[1][failing], "Checkout Error");
  EXPECT_EQ(state(), State::live);
  EXPECT_EQ(results().rollback.state, Level::red);
  EXPECT_FALSE(loop.receipt("banner"));
  EXPECT_TRUE(ear.rollbacks.empty());
  std::vector<std::string> said;
  for (const auto& change : ear.changes)
    for (const auto& entry : change.entries)
      if (entry.actor == "judge") said.push_back(entry.what);
  EXPECT_EQ(said, (std::vector<std::string>{"would have turned amber", "would have rolled back"}));
  ASSERT_EQ(results().rollback.crossings.size(), 2U);
  const boost::json::object treated{{"id", people[1][0]}};
  EXPECT_TRUE(ear.published->decide("banner", treated)->in_experiment);
  command(Verb::pause);
  EXPECT_TRUE(command(Verb::resume).problems.empty());
  EXPECT_EQ(state(), State::live) << "a pause makes nobody act";
}

TEST_F(GoalsTest, WhilePausedNobodyNewIsExposedAndTheJudgeStillActs) {
  begin(errors_only);
  expose_everybody();
  EXPECT_TRUE(command(Verb::pause).problems.empty());
  EXPECT_EQ(state(), State::paused);
  const boost::json::object treated{{"id", people[1][0]}};
  EXPECT_FALSE(ear.published->decide("banner", treated)->in_experiment);
  EXPECT_EQ(ear.published->decide("banner", treated)->value, boost::json::value(false));
  for (int failing = 1; failing <= 6; ++failing) happen(people[1][failing], "Checkout Error");
  EXPECT_EQ(state(), State::paused);
  EXPECT_TRUE(command(Verb::resume).problems.empty());
  EXPECT_EQ(state(), State::amber) << "what happened meanwhile is not forgotten";
  EXPECT_TRUE(ear.published->decide("banner", treated)->in_experiment);
  command(Verb::pause);
  for (int failing = 7; failing <= 10; ++failing) happen(people[1][failing], "Checkout Error");
  EXPECT_EQ(state(), State::rolled_back);
  EXPECT_EQ(command(Verb::resume).problems.size(), 1U);
  EXPECT_EQ(command(Verb::clear).problems.size(), 1U);
  EXPECT_EQ(command(Verb::pause).problems.size(), 1U);
}

TEST_F(GoalsTest, DraftsAreNeitherPausedNorCleared) {
  begin(errors_only);
  expose_everybody(2);
  EXPECT_TRUE(command(Verb::clear).problems.empty()) << "nothing was amber: nothing to do";
  EXPECT_TRUE(command(Verb::resume).problems.empty());
  EXPECT_EQ(command(Verb::start).problems.size(), 0U);
  command(Verb::pause);
  EXPECT_EQ(command(Verb::start).problems.size(), 1U) << "a paused launch is resumed";
}

}  // namespace
}  // namespace spotter::live
