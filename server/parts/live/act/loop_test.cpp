#include "parts/live/act/loop.hpp"

#include <cmath>
#include <random>

#include "parts/live/act/loop_fixture.hpp"
#include "stats/label_process.hpp"

namespace spotter::live {
namespace {

TEST_F(LoopTest, AmberAtSevenAndRolledBackAtElevenOfTwoGuardrails) {
  begin(both);
  expose_everybody();
  for (int failing = 1; failing <= 11; ++failing) {
    happen(people[1][failing], "Checkout Error");
    const auto expected = failing < 7    ? State::live
                          : failing < 11 ? State::amber
                                         : State::rolled_back;
    ASSERT_EQ(state(), expected) << failing;
  }
  const auto* receipt = loop.receipt("banner");
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->deciding_event.sequence, log.size());
  EXPECT_EQ(receipt->deciding_event.message_id, fmt::format("m{}", log.size()));
  EXPECT_EQ(receipt->deciding_event.arm, "treatment");
  EXPECT_EQ(receipt->loss.amount, 11 * 1500);
  EXPECT_EQ(receipt->loss.currency, "EUR");
  EXPECT_LE(receipt->loss.low, 11 * 1500);
  EXPECT_GE(receipt->loss.high, 11 * 1500);
  EXPECT_EQ(receipt->exposed.at("treatment"), 40U);
  EXPECT_EQ(receipt->times.decided, clock.now());
  ASSERT_EQ(ear.rollbacks.size(), 1U);
  EXPECT_EQ(ear.published->version(), log.size());
}

TEST_F(LoopTest, AmberAtSixAndRolledBackAtTenOfOneGuardrail) {
  begin(errors_only);
  expose_everybody();
  for (int failing = 1; failing <= 10; ++failing) {
    happen(people[1][failing], "Checkout Error");
    const auto expected = failing < 6    ? State::live
                          : failing < 10 ? State::amber
                                         : State::rolled_back;
    ASSERT_EQ(state(), expected) << failing;
  }
}

TEST_F(LoopTest, RolledBackAtThirteenAfterOneFailingControlUnit) {
  begin(errors_only);
  expose_everybody();
  happen(people[0][0], "Checkout Error");
  for (int failing = 1; failing <= 12; ++failing) happen(people[1][failing], "Checkout Error");
  EXPECT_EQ(state(), State::amber);
  happen(people[1][13], "Checkout Error");
  EXPECT_EQ(state(), State::rolled_back);
}

TEST_F(LoopTest, LostConversionsRollBackToo) {
  begin(both);
  expose_everybody();
  for (int converting = 1; converting <= 11; ++converting)
    happen(people[0][converting], "Signed Up");
  EXPECT_EQ(state(), State::rolled_back);
  EXPECT_EQ(loop.receipt("banner")->loss.amount, 11 * 4000);
}

TEST_F(LoopTest, AfterARollbackEverybodyGetsControl) {
  begin(errors_only);
  expose_everybody();
  const boost::json::object treated{{"id", people[1][0]}};
  ASSERT_EQ(ear.published->decide("banner", treated)->value, boost::json::value(true));
  EXPECT_EQ(ear.published->decide("banner", treated)->reason, Reason::SPLIT);
  for (int failing = 1; failing <= 10; ++failing) happen(people[1][failing], "Checkout Error");
  const auto decision = ear.published->decide("banner", treated);
  EXPECT_EQ(decision->value, boost::json::value(false));
  EXPECT_FALSE(decision->in_experiment);
  // Counting goes on, but nothing un-latches and nothing is decided twice.
  happen(people[1][20], "Checkout Error");
  EXPECT_EQ(results().guardrails[0].failing.treatment, 11U);
  EXPECT_EQ(results().rollback.state, Level::red);
  EXPECT_EQ(ear.rollbacks.size(), 1U);
}

TEST_F(LoopTest, KillSwitchesTheFlagOff) {
  begin(errors_only);
  EXPECT_TRUE(command(Verb::kill).problems.empty());
  EXPECT_EQ(state(), State::stopped);
  const auto decision = ear.published->decide("banner", {{"id", "x"}});
  ASSERT_TRUE(decision);
  EXPECT_EQ(decision->reason, Reason::DISABLED);
  EXPECT_FALSE(decision->value);
}

TEST_F(LoopTest, AKillLeavesTheEndOfALaunchAsItWas) {
  begin(errors_only);
  command(Verb::stop);
  const auto before = loop.book().launches.at("banner");
  EXPECT_GT(before.ended, 0U);
  EXPECT_TRUE(command(Verb::kill).problems.empty());
  const auto& killed = loop.book().launches.at("banner");
  EXPECT_TRUE(killed.killed);
  EXPECT_EQ(killed.kill_sequence, loop.sequence());
  EXPECT_EQ(killed.ended, before.ended);
  EXPECT_EQ(killed.ended_at, before.ended_at);
  EXPECT_EQ(ear.published->decide("banner", {{"id", "x"}})->reason, Reason::DISABLED);
  command(Verb::kill);
  EXPECT_EQ(killed.kill_sequence + 1, loop.sequence()) << "the second one changes nothing";
}

// Tickets are bad within an hour of the exposure, and good within a week. One that counts for both
// must not be judged when only the first has counted: the second may be the one that matters.
TEST_F(LoopTest, AnEventIsJudgedOnceAfterAllThatItCountsFor) {
  begin(errors_only);
  const auto bad = stats::LabelTest::bad_event(0.5, 0);
  const auto good = stats::LabelTest::lost_conversion(0.5, 0);
  // Weights so that the first metric alone would just reach 20.
  const double before = std::exp(bad.log_e(0, 0)), middle = std::exp(bad.log_e(1, 0));
  const double lost = std::exp(good.log_e(0, 9));
  const double weight = (lost - 20) / (lost - (before + middle) / 2);
  ASSERT_LT(weight * before + (1 - weight) * lost, 20);
  ASSERT_GT(weight * middle + (1 - weight) * lost, 20);
  const double after = weight * middle + (1 - weight) * std::exp(good.log_e(1, 9));
  ASSERT_LT(after, 20);
  const auto text = fmt::format(
      R"({{"metrics": [
            {{"key": "bad", "name": "Bad", "kind": "conversion", "event": "Ticket",
              "window": "1h", "better": "down"}},
            {{"key": "good", "name": "Good", "kind": "conversion", "event": "Ticket",
              "window": "7d", "better": "up"}}],
          "launches": [{{"key": "tickets", "name": "Tickets",
            "flag": {{"key": "tickets", "type": "boolean", "default": false}},
            "arms": [{{"key": "control", "value": false, "weight": 0.5}},
                     {{"key": "treatment", "value": true, "weight": 0.5}}],
            "guardrails": [{{"metric": "bad", "side": "it", "margin": 0, "weight": {}}},
                           {{"metric": "good", "side": "it", "margin": 0, "weight": {}}}],
            "rollback_at": 20}}]}})",
      weight, 1 - weight);
  const auto definitions = wire::read_json<Definitions>(text);
  ASSERT_TRUE(definitions) << definitions.error().sentence;
  const auto taken = say(RecordKind::definitions,
                         wire::to_json_text(DefinitionsRecord{"owner", now(), *definitions}));
  ASSERT_TRUE(taken.problems.empty()) << taken.problems.front().sentence;
  say(RecordKind::command,
      wire::to_json_text(CommandRecord{"tickets", Verb::start, "owner", now(), ""}));
  std::vector<std::string> arms[2];
  for (int i = 0; arms[0].size() < 9 || arms[1].empty(); ++i) {
    const auto person = fmt::format("user-{}", i);
    arms[assigned_arm(definitions->launches[0], person) == "treatment"].push_back(person);
  }
  const auto expose_to = [&](const std::string& person, const char* arm) {
    auto event = event_of(person, std::string(exposure_event_name));
    event.exposure = ExposureClaim{"tickets", arm, arm};
    say(RecordKind::event, encode(event));
  };
  for (int i = 0; i < 9; ++i) {
    expose_to(arms[0][i], "control");
    auto late = event_of(arms[0][i], "Ticket");
    late.at = late.at + std::chrono::hours(2);  // for the second metric only
    say(RecordKind::event, encode(late));
  }
  expose_to(arms[1][0], "treatment");
  happen(arms[1][0], "Ticket");
  const auto* running = loop.running("tickets");
  EXPECT_NEAR(running->log_e(), std::log(after), 1e-12);
  EXPECT_NE(running->level(), Level::red);
  EXPECT_EQ(loop.book().launches.at("tickets").ended, 0U);
  EXPECT_TRUE(ear.rollbacks.empty());
}

TEST_F(LoopTest, RollBackByHandHasAReceiptAndDoesNotRestart) {
  begin(errors_only);
  expose_everybody(3);
  EXPECT_TRUE(command(Verb::roll_back).problems.empty());
  EXPECT_EQ(loop.receipt("banner")->decided_by, DecidedBy::person);
  EXPECT_EQ(loop.receipt("banner")->reason, "a reason");
  const auto view = receipt_view(loop, loop.book().launches.at("banner"));
  const std::string marketing(view->at("in_marketing_words").as_string());
  EXPECT_NE(marketing.find("No visitor is known to be affected; it may be anything from a gain of "
                           "3 visitors to a loss of 0 visitors"),
            std::string::npos)
      << marketing;
  const auto again = command(Verb::start);
  ASSERT_EQ(again.problems.size(), 1U);
  EXPECT_EQ(again.problems[0].code, ProblemCode::conflict);
}

TEST_F(LoopTest, TheSameLogGivesTheSameStateAndReceipt) {
  begin(both);
  std::mt19937 random(11);
  expose_everybody(20);
  for (int i = 0; i < 200; ++i)
    happen(people[random() % 5 != 0][random() % 40], random() % 4 ? "Checkout Error" : "Signed Up");
  for (int i = 20; i < 40; ++i) expose(people[1][static_cast<std::size_t>(i)]);
  say(RecordKind::acted,
      wire::to_json_text(ActedRecord{"banner", clock.now(), clock.now() + Duration{9}, false}));

  Ear other_ear;
  Loop replayed(other_ear, clock);
  for (std::size_t i = 0; i < log.size(); ++i)
    ASSERT_TRUE(replayed.take(i + 1, log[i].kind, log[i].bytes));
  EXPECT_FALSE(other_ear.published) << "a replay must not act";
  EXPECT_TRUE(replayed.finish_replay().empty());
  const auto& launch = loop.book().launches.at("banner");
  EXPECT_EQ(wire::to_json(results_view(replayed, replayed.book().launches.at("banner"))),
            wire::to_json(results_view(loop, launch)));
  ASSERT_TRUE(loop.receipt("banner"));
  EXPECT_EQ(*replayed.receipt("banner"), *loop.receipt("banner"));
  EXPECT_EQ(other_ear.changes.size(), ear.changes.size());
}

TEST_F(LoopTest, ARollbackThatWasNotTimedIsReportedAtTheStart) {
  begin(errors_only);
  expose_everybody();
  for (int failing = 1; failing <= 10; ++failing) happen(people[1][failing], "Checkout Error");
  Ear other_ear;
  Loop replayed(other_ear, clock);
  for (std::size_t i = 0; i < log.size(); ++i)
    ASSERT_TRUE(replayed.take(i + 1, log[i].kind, log[i].bytes));
  EXPECT_EQ(replayed.finish_replay(), std::vector<std::string>{"banner"});
}

TEST_F(LoopTest, AReceiptOfALaunchThatDidGoodSpeaksOfAGain) {
  begin(errors_only);
  expose_everybody();
  for (int failing = 1; failing <= 20; ++failing) happen(people[0][failing], "Checkout Error");
  EXPECT_TRUE(command(Verb::roll_back).problems.empty());
  const auto view = receipt_view(loop, loop.book().launches.at("banner"));
  const std::string marketing(view->at("in_marketing_words").as_string());
  EXPECT_NE(marketing.find("between a gain of "), std::string::npos) << marketing;
  EXPECT_EQ(marketing.find(" -"), std::string::npos) << marketing;
}

TEST_F(LoopTest, EveryWordOfTheReceiptIsThere) {
  begin(both);
  expose_everybody();
  for (int failing = 1; failing <= 11; ++failing) happen(people[1][failing], "Checkout Error");
  const auto view = receipt_view(loop, loop.book().launches.at("banner"));
  const std::string marketing(view->at("in_marketing_words").as_string());
  EXPECT_NE(marketing.find("165.00 EUR"), std::string::npos) << marketing;
  EXPECT_NE(marketing.find("11 of 40"), std::string::npos) << marketing;
  const std::string it(view->at("in_it_words").as_string());
  EXPECT_NE(it.find(fmt::format("event {}", log.size())), std::string::npos) << it;
}

TEST_F(LoopTest, UnknownLaunchIsNotFound) {
  loop.finish_replay();
  const auto outcome = command(Verb::start);
  ASSERT_EQ(outcome.problems.size(), 1U);
  EXPECT_EQ(outcome.problems[0].code, ProblemCode::not_found);
}

}  // namespace
}  // namespace spotter::live
