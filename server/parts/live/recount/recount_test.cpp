#include "parts/live/recount/recount.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "base/limits.hpp"
#include "parts/live/recount/recount_fixture.hpp"

namespace spotter::live {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::IsSupersetOf;

const Figure& at(const Figures& figures, const std::string& name) {
  const auto found = figures.find(name);
  if (found == figures.end()) throw std::runtime_error("no figure " + name);
  return found->second;
}

std::string text(const Figures& figures, const std::string& name) { return at(figures, name).text; }

TEST(Compare, NumbersAgreeToNineDigitsAndTextsExactly) {
  Figures a, b;
  put_number(a, "near", 1.0);
  put_number(b, "near", 1.0 + 0.9e-9);
  put_number(a, "far", 1.0);
  put_number(b, "far", 1.0 + 1.1e-9);
  put_number(a, "large", 1e12);
  put_number(b, "large", 1e12 + 900);
  put_number(a, "around zero", 1e-17);
  put_number(b, "around zero", 0.0);
  put_number(a, "cancelled", 1e-5);
  put_number(b, "cancelled", -1e-5, 1e5);
  put_count(a, "count", 7);
  put_count(b, "count", 8);
  put_number(a, "undefined", std::nullopt);
  put_number(b, "undefined", std::nullopt);
  put_number(a, "half undefined", std::nullopt);
  put_number(b, "half undefined", 0.0);
  put_number(a, "infinite", INFINITY);
  put_number(b, "infinite", INFINITY);
  put_number(a, "half infinite", 1.0);
  put_number(b, "half infinite", INFINITY);
  put_number(a, "none", NAN);
  put_number(b, "none", 0.0);
  put(a, "left", "x");
  put(b, "right", "y");
  EXPECT_EQ(compare(a, b), (std::vector<Difference>{
                               {"count", "7", "8"},
                               {"far", "1", "1.0000000011000001"},
                               {"half infinite", "1", "inf"},
                               {"half undefined", "undefined", "0"},
                               {"left", "x", std::nullopt},
                               {"none", "nan", "0"},
                               {"right", std::nullopt, "y"},
                           }));
  EXPECT_TRUE(compare(a, a).size() == 1) << "only what is no number differs from itself";
}

TEST(ValueBag, KnowsItsSpreadExactly) {
  ValueBag bag;
  EXPECT_EQ(bag.moments(), stats::Moments{});
  for (int i = 0; i < 50; ++i) bag.add(0);
  bag.remove(0);
  bag.add(10.1);
  bag.add(0);
  EXPECT_GT(bag.moments().m2, 0);
  bag.remove(10.1);
  EXPECT_EQ(bag.moments(), (stats::Moments{50, 0, 0})) << "no rounding stays behind";
  for (int i = 0; i < 1'000; ++i) bag.add(1e9 + i % 2);
  for (int i = 0; i < 50; ++i) bag.remove(0);
  EXPECT_DOUBLE_EQ(bag.moments().mean, 1e9 + 0.5);
  EXPECT_DOUBLE_EQ(bag.moments().m2, 250);
}

TEST_F(RecountTest, CountsByTheWordsOfTheRule) {
  begin();
  const auto first = person_in("treatment", 0), second = person_in("control", 0);
  say(exposure_of(first));
  say(exposure_of(second));
  const auto early = [&](Duration before) {
    auto event = event_of(first, "Checkout Error");
    event.at = event.at - before;
    return event;
  };
  say(early(5s + 1us));  // outside
  say(early(-1h));       // outside: the window is open at its end
  say(early(5s));        // inside
  say(early(1us - 1h));  // inside, but the unit has failed already
  say(order_of(second, 300));
  say(order_of(second, 300.5));                         // beyond the cap
  say(event_of(second, "Order Completed"));             // no number
  say(event_of(person_in("control", 1), "Signed Up"));  // waits
  const auto figures = recount.figures("banner");
  EXPECT_EQ(text(figures, "arms/treatment/units"), "1");
  EXPECT_EQ(text(figures, "arms/treatment/error/count"), "1");
  EXPECT_EQ(text(figures, "outside_window"), "2");
  EXPECT_EQ(text(figures, "unusable"), "1");
  EXPECT_EQ(text(figures, "waiting"), "1");
  EXPECT_EQ(text(figures, "late"), "0");
  EXPECT_EQ(at(figures, "arms/control/revenue/mean").number, 500);
  EXPECT_EQ(text(figures, "arms/control/revenue/capped"), "1");
  EXPECT_EQ(text(figures, "arms/control/revenue/variance"), "undefined");
  EXPECT_EQ(text_of(differences()), "");
}

TEST_F(RecountTest, AUnitSeenInTwoArmsLeavesBothWithAllItDid) {
  begin();
  const auto person = person_in("treatment", 0);
  say(exposure_of(person));
  say(order_of(person, 30));
  auto again = exposure_of(person);
  again.exposure->arm = "control";
  say(again);
  say(order_of(person, 30));
  const auto figures = recount.figures("banner");
  EXPECT_EQ(text(figures, "arms/treatment/units"), "0");
  EXPECT_EQ(text(figures, "arms/treatment/revenue/mean"), "undefined");
  EXPECT_EQ(text(figures, "multiple_exposure"), "1");
  EXPECT_EQ(text_of(differences()), "");
}

TEST_F(RecountTest, WaitingEndsAfterTenMinutesOfLogTime) {
  begin();
  const auto first = person_in("control", 0), second = person_in("control", 1);
  say(event_of(first, "Signed Up"));
  say(event_of(second, "Signed Up"));
  now = now + 10min;
  say(exposure_of(first));
  EXPECT_EQ(text(recount.figures("banner"), "outside_window"), "1") << "too early to count";
  now = now + 1us;
  say(event_of("anybody", "Something else"));  // time passes with any event
  now = now - 1h;                              // and never goes back
  say(exposure_of(second));
  const auto figures = recount.figures("banner");
  EXPECT_EQ(text(figures, "late"), "1");
  EXPECT_EQ(text(figures, "waiting"), "0");
  EXPECT_EQ(text_of(differences()), "");
}

TEST_F(RecountTest, AFullWaitingRoomMakesLateAtOnce) {
  begin();
  auto event = event_of("x", "Signed Up");
  for (std::size_t i = 0; i < limits::waiting_events_max + 3; ++i) {
    // Pseudonyms are spread evenly, and the loop's tables rely on it.
    const std::uint64_t spread = (i + 1) * 0x9E3779B97F4A7C15U;
    std::memcpy(event.unit.bytes.data(), &spread, sizeof spread);
    say(event);
  }
  EXPECT_EQ(text(recount.figures("banner"), "late"), "3");
  EXPECT_EQ(text(recount.figures("banner"), "waiting"), "1000000");
  EXPECT_EQ(text_of(differences()), "");
}

TEST_F(RecountTest, TheReceiptIsFrozenAtItsDecidingEvent) {
  begin();
  for (int i = 0; i < 12; ++i) say(exposure_of(person_in("treatment", i)));
  for (int i = 0; i < 12; ++i) say(event_of(person_in("treatment", i), "Checkout Error"));
  const auto figures = recount.figures("banner");
  EXPECT_EQ(text(figures, "state"), "rolled_back");
  EXPECT_EQ(text(figures, "rollback/crossings"), "2");
  EXPECT_EQ(text(figures, "receipt/guardrails/error/failing/treatment"), "10");
  EXPECT_EQ(text(figures, "guardrails/error/failing/treatment"), "12");
  EXPECT_EQ(text(figures, "receipt/deciding_event/arm"), "treatment");
  EXPECT_EQ(text(figures, "receipt/deciding_event/sequence"), std::to_string(sequence - 2));
  EXPECT_EQ(at(figures, "receipt/loss/amount").number, 15'000);
  EXPECT_FALSE(figures.contains("receipt/times/decided")) << "no acted record stands in the log";
  EXPECT_EQ(text_of(differences()), "");
  say(RecordKind::acted,
      wire::to_json_text(ActedRecord{"banner", clock.now(), clock.now() + 9us, false}));
  EXPECT_TRUE(recount.figures("banner").contains("receipt/times/decided"));
  EXPECT_EQ(text_of(differences()), "");
}

TEST_F(RecountTest, ByHandAndTheRestOfTheCommands) {
  begin();
  begin({.key = "second"});
  define({.key = "third", .flag = "second"});
  command(Verb::start, "third");  // refused: the flag is taken
  for (int i = 0; i < 6; ++i) say(exposure_of(person_in("treatment", i)));
  for (int i = 0; i < 6; ++i) say(event_of(person_in("treatment", i), "Checkout Error"));
  EXPECT_EQ(text(recount.figures("banner"), "state"), "amber");
  command(Verb::pause);
  EXPECT_EQ(text(recount.figures("banner"), "state"), "paused");
  command(Verb::resume);
  EXPECT_EQ(text(recount.figures("banner"), "state"), "amber");
  command(Verb::clear);
  EXPECT_EQ(text(recount.figures("banner"), "state"), "live");
  command(Verb::roll_back);
  command(Verb::roll_back);
  command(Verb::start, "nobody");
  EXPECT_EQ(text(recount.figures("banner"), "receipt/decided_by"), "person");
  const auto ended = text(recount.figures("banner"), "ended");
  command(Verb::kill);
  EXPECT_EQ(text(recount.figures("banner"), "state"), "stopped");
  EXPECT_EQ(text(recount.figures("banner"), "ended"), ended) << "a kill ends nothing twice";
  command(Verb::stop, "second");
  command(Verb::start, "third");
  EXPECT_EQ(text(recount.figures("third"), "state"), "live");
  for (const auto* key : {"banner", "second", "third"})
    EXPECT_EQ(text_of(differences(key)), "") << key;
  EXPECT_TRUE(recount.figures("nobody").empty());
  EXPECT_TRUE(figures_of(loop, "nobody").empty());
}

TEST_F(RecountTest, WatchModeChangesNoState) {
  begin({.more = R"(, "mode": "watch")"});
  for (int i = 0; i < 12; ++i) say(exposure_of(person_in("treatment", i)));
  for (int i = 0; i < 12; ++i) say(event_of(person_in("treatment", i), "Checkout Error"));
  const auto figures = recount.figures("banner");
  EXPECT_EQ(text(figures, "state"), "live");
  EXPECT_EQ(text(figures, "rollback/state"), "red");
  EXPECT_FALSE(figures.contains("receipt/decided_by"));
  EXPECT_EQ(text_of(differences()), "");
}

TEST_F(RecountTest, AnOutlierThatLeftLeavesNoDifference) {
  begin({.guardrails = R"({"metric": "wait", "side": "it", "margin": 0})",
         .more = R"(, "goals": ["revenue", "wait"])"});
  const auto wait = [&](const std::string& person, double seconds) {
    auto event = event_of(person, "Page Loaded");
    event.values.push_back({"properties.seconds", seconds});
    say(event);
  };
  for (int i = 0; i < 60; ++i) {
    for (const auto* arm : {"control", "treatment"}) {
      const auto person = person_in(arm, i);
      say(exposure_of(person));
      wait(person, 0.01 * (i + 1));
      if (i == 30) wait(person, 1e15);
      ASSERT_EQ(text_of(differences()), "") << i;
    }
  }
  // Both are excluded: small values stay, and nothing of the large ones.
  for (const auto* arm : {"control", "treatment"}) {
    auto again = exposure_of(person_in(arm, 30));
    again.exposure->arm = again.exposure->arm == "control" ? "treatment" : "control";
    say(again);
    ASSERT_EQ(text_of(differences()), "");
  }
  const auto figures = recount.figures("banner");
  EXPECT_LT(*at(figures, "arms/control/wait/variance").number, 0.04);
  EXPECT_GT(*at(figures, "arms/control/wait/variance").number, 0.02);
}

TEST_F(RecountTest, ADraftHasOnlyItsState) {
  define({});
  EXPECT_EQ(text(recount.figures("banner"), "state"), "draft");
  EXPECT_EQ(text_of(differences()), "");
}

TEST_F(RecountTest, DamagedRecordsAreProblems) {
  EXPECT_FALSE(recount.take(1, RecordKind::event, "x"));
  EXPECT_FALSE(recount.take(2, RecordKind::definitions, "{"));
  EXPECT_FALSE(recount.take(3, RecordKind::command, "[]"));
  EXPECT_FALSE(recount.take(4, static_cast<RecordKind>(99), ""));
}

// ---- planted faults -----------------------------------------------------------------------------

class PlantedFaultTest : public RecountTest {
 protected:
  void SetUp() override {
    step = 10;
    begin();
    for (int i = 0; i < 4; ++i) {
      say(exposure_of(person_in("treatment", i)));
      say(exposure_of(person_in("control", i)));
    }
    say(order_of(person_in("control", 0), 20));
    ASSERT_EQ(text_of(differences()), "");
  }
};

TEST_F(PlantedFaultTest, AUnitCountedTwice) {
  only_loop(exposure_of(person_in("control", 9)));
  EXPECT_THAT(names_of(differences()),
              IsSupersetOf(
                  {"arms/control/units", "arms/control/revenue/mean", "goals/revenue/difference"}));
}

TEST_F(PlantedFaultTest, ALostConversion) {
  only_recount(event_of(person_in("treatment", 0), "Checkout Error"));
  EXPECT_THAT(names_of(differences()),
              IsSupersetOf({"arms/treatment/error/count", "guardrails/error/failing/treatment",
                            "guardrails/error/log_e", "rollback/log_e"}));
}

TEST_F(PlantedFaultTest, AnOrderCountedTwice) {
  only_loop(order_of(person_in("control", 0), 20));
  const auto names = names_of(differences());
  EXPECT_THAT(names, IsSupersetOf({"arms/control/revenue/mean", "goals/revenue/difference"}));
  EXPECT_THAT(names, testing::Not(Contains("arms/control/revenue/count")));
}

TEST_F(PlantedFaultTest, AWindowOffByOne) {
  auto event = event_of(person_in("treatment", 1), "Checkout Error");
  event.at = event.at + 1h - 1us;
  only_loop(event);
  event.at = event.at + 1us;
  only_recount(event);
  EXPECT_THAT(names_of(differences()),
              IsSupersetOf({"arms/treatment/error/count", "outside_window"}));
}

TEST_F(PlantedFaultTest, AMissedRollback) {
  for (int i = 0; i < 10; ++i) only_recount(exposure_of(person_in("treatment", 4 + i)));
  for (int i = 0; i < 10; ++i)
    only_recount(event_of(person_in("treatment", 4 + i), "Checkout Error"));
  EXPECT_THAT(names_of(differences()),
              IsSupersetOf({"state", "rollback/state", "receipt/deciding_event/sequence"}));
}

TEST_F(PlantedFaultTest, AVerdictOneEventTooLate) {
  for (int i = 0; i < 10; ++i) say(exposure_of(person_in("treatment", 4 + i)));
  for (int i = 0; i < 9; ++i) say(event_of(person_in("treatment", 4 + i), "Checkout Error"));
  const auto last = event_of(person_in("treatment", 13), "Checkout Error");
  only_recount(last);
  only_loop(last);
  EXPECT_THAT(names_of(differences()),
              testing::UnorderedElementsAre("ended", "receipt/deciding_event/sequence",
                                            "rollback/crossings/2/sequence"));
}

}  // namespace
}  // namespace spotter::live
