#include "parts/live/act/loop.hpp"

#include <random>

#include "parts/live/act/loop_fixture.hpp"

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
