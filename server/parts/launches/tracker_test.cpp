#include "parts/launches/tracker.hpp"

#include <fmt/format.h>

#include <random>

#include "parts/launches/tracker_fixture.hpp"

namespace spotter::launches {
namespace {

using testing::Test;

constexpr const char* yes = R"({"verdict":"yes"})";
constexpr const char* alternative = R"({"verdict":"alternative","text":"a smaller banner"})";
constexpr const char* yes_if_asked =
    R"({"verdict":"yes_if","conditions":[{"text":"legal agrees"}]})";
constexpr const char* yes_if_guarded =
    R"({"verdict":"yes_if","conditions":[{"text":"we wait less","guardrail":{"metric":"wait"}}]})";

TEST_F(TrackerTest, FromIdeaToOutcome) {
  require_signatures();
  EXPECT_EQ(ask(maria), "");
  EXPECT_EQ(standing().stage, Stage::idea);
  EXPECT_EQ(standing().waits_for, WaitsFor::definition);
  define();
  EXPECT_EQ(standing().stage, Stage::feasibility);
  EXPECT_EQ(standing().holder.side, Side::it);
  EXPECT_TRUE(view(jonas).mine);
  EXPECT_FALSE(view(maria).mine);
  EXPECT_EQ(answer(jonas, yes_if_guarded), "");
  EXPECT_EQ(standing().stage, Stage::vetting);
  EXPECT_EQ(standing().holder.side, Side::marketing);
  define({"error", "wait"}, "v2");
  EXPECT_EQ(standing().stage, Stage::agreement);
  EXPECT_EQ(standing().waits_for, WaitsFor::signatures);
  EXPECT_EQ(sign(maria), "");
  EXPECT_EQ(standing().holder.side, Side::it);
  EXPECT_EQ(sign(jonas), "");
  EXPECT_EQ(standing().waits_for, WaitsFor::start);
  EXPECT_TRUE(tracker.against_start(key).empty());
  EXPECT_EQ(name_spotter(caller_of(maria), "jonas"), "");
  launch.state = State::live;
  launch.started_at = now;
  EXPECT_EQ(standing().stage, Stage::live);
  EXPECT_EQ(standing().holder.name, "Jonas");
  launch.state = State::rolled_back;
  launch.has_receipt = true;
  launch.ended_at = now;
  EXPECT_EQ(standing().waits_for, WaitsFor::receipt_signature);
  EXPECT_EQ(say(receipt_signature_of, caller_of(jonas)), "");
  EXPECT_EQ(standing().waits_for, WaitsFor::learning);
  EXPECT_EQ(say(learned_of, caller_of(maria), R"({"text":"people look elsewhere"})"), "");
  EXPECT_EQ(standing().waits_for, WaitsFor::outcome_signature);
  EXPECT_EQ(say(outcome_signature_of, caller_of(jonas)), "");
  EXPECT_EQ(standing().waits_for, WaitsFor::nothing);
  EXPECT_EQ(standing().holder.kind, HolderKind::nobody);
}

TEST_F(TrackerTest, ABareNoIsRefusedWithTheWayOut) {
  ask(maria);
  EXPECT_EQ(answer(jonas, R"({"verdict":"no"})"),
            "A no needs a way to yes: say yes-if with conditions, or offer an alternative.");
  EXPECT_EQ(code, ProblemCode::bad_request);
  EXPECT_NE(answer(jonas, R"({"verdict":"maybe"})"), "");
  EXPECT_EQ(answer(jonas, R"({"verdict":"yes_if"})"),
            "A yes-if says under which conditions: name at least one.");
  EXPECT_EQ(answer(jonas, R"({"verdict":"yes_if","conditions":[{"text":""}]})"),
            "A condition says what has to be so.");
  EXPECT_EQ(answer(jonas, R"({"verdict":"alternative"})"),
            "An alternative says what could be done instead.");
  EXPECT_EQ(answer(jonas, R"({"verdict":"yes","conditions":[{"text":"a"}]})"),
            "Only a yes-if has conditions.");
  EXPECT_FALSE(view(maria).verdict);
}

TEST_F(TrackerTest, ARefusalPointsAtItsField) {
  const std::string long_text(text_bytes_max + 1, 'x');
  const auto asked = [&](const std::string& body) {
    EXPECT_NE(say(ask_of, caller_of(maria), body), "");
    return pointer;
  };
  EXPECT_EQ(asked(R"({"title":"","outcome":"b"})"), "/title");
  EXPECT_EQ(asked(R"({"title":"a","outcome":""})"), "/outcome");
  EXPECT_EQ(asked(fmt::format(R"({{"title":"a","outcome":"{}"}})", long_text)), "/outcome");
  EXPECT_EQ(asked(R"({"title":"a","outcome":"b","side":"it"})"), "/side");
  ask(maria);
  const auto answered = [&](const std::string& body) {
    EXPECT_NE(answer(jonas, body), "");
    return pointer;
  };
  EXPECT_EQ(answered(R"({"verdict":"no"})"), "/verdict");
  EXPECT_EQ(answered(R"({"verdict":"alternative"})"), "/text");
  EXPECT_EQ(answered(R"({"verdict":"yes_if"})"), "/conditions");
  const auto second = [](const std::string& text) {
    return fmt::format(R"({{"verdict":"yes_if","conditions":[{{"text":"a"}},{{"text":"{}"}}]}})",
                       text);
  };
  EXPECT_EQ(answered(second("")), "/conditions/1/text");
  EXPECT_EQ(answered(second(long_text)), "/conditions/1/text");
  EXPECT_EQ(
      answered(R"({"verdict":"yes_if","conditions":[{"text":"","guardrail":{"metric":"a b"}}]})"),
      "/conditions/0/guardrail/metric");
  const auto noted = fmt::format(R"({{"note":"{}"}})", long_text);
  EXPECT_NE(say(met_of, caller_of(jonas), noted), "");
  EXPECT_EQ(pointer, "/note");
  EXPECT_NE(say(sign_of, caller_of(jonas), noted), "");
  EXPECT_EQ(pointer, "/note");
  EXPECT_NE(name_spotter(caller_of(maria), "nobody"), "");
  EXPECT_EQ(pointer, "/member");
  EXPECT_NE(name_spotter(caller_of(jonas), "maria"), "");
  EXPECT_EQ(pointer, "/member");
  EXPECT_NE(say(learned_of, caller_of(maria), R"({"text":""})"), "");
  EXPECT_EQ(pointer, "/text");
}

TEST_F(TrackerTest, TheVerdictIsTheOtherSides) {
  EXPECT_EQ(answer(jonas, yes), "There is no launch \"spring-banner\".");
  EXPECT_EQ(code, ProblemCode::not_found);
  define();
  EXPECT_EQ(answer(jonas, yes),
            "Nobody has asked for this launch yet: there is nothing to give a verdict on.");
  EXPECT_EQ(code, ProblemCode::conflict);
  ask(maria);
  EXPECT_EQ(answer(maria, yes), "Marketing asks for this launch: the verdict is IT's.");
  EXPECT_EQ(code, ProblemCode::forbidden);
  EXPECT_EQ(answer(lena, yes),
            "Lena is in a department of neither side; members of marketing and of IT do this.");
  EXPECT_EQ(answer(jonas, R"({"verdict":"yes","side":"marketing"})"),
            "You do not speak for marketing: its own members do.");
  EXPECT_EQ(answer(jonas, yes), "");
}

TEST_F(TrackerTest, TheAdminKeyIsForBothSidesAndTheJournalSaysSo) {
  EXPECT_EQ(say(ask_of, admin_key(), R"({"title":"A","outcome":"b"})"),
            "Say for which side: marketing or it.");
  EXPECT_EQ(say(ask_of, admin_key(), R"({"title":"A","outcome":"b","side":"marketing"})"), "");
  define();
  EXPECT_EQ(say(verdict_of, admin_key(), yes), "");
  EXPECT_EQ(say(sign_of, admin_key()), "Say for which side: marketing or it.");
  EXPECT_EQ(say(sign_of, admin_key(), R"({"side":"marketing"})"), "");
  EXPECT_EQ(say(sign_of, admin_key(), R"({"side":"it","note":"asked Jonas"})"), "");
  EXPECT_EQ(story.at(1).what, "said yes, for IT, with the admin key");
  EXPECT_EQ(story.back().what, "signed for IT, with the admin key");
  EXPECT_EQ(story.back().why, "asked Jonas");
  EXPECT_TRUE(view(maria).signatures.at(1).by_admin_key);
  EXPECT_EQ(view(maria).asked_by->side, Side::marketing);
  EXPECT_EQ(view(maria).verdict->by.side, Side::it);
}

// An administrator who has signed in is a member of a side like any other.
TEST_F(TrackerTest, AnAdministratorsSessionIsNotTheAdminKey) {
  ask(maria);
  define();
  auto caller = caller_of(maria);
  caller.access = wire::Access::admin;
  EXPECT_EQ(say(sign_of, caller, R"({"side":"it"})"),
            "You do not speak for IT: its own members do.");
  EXPECT_EQ(say(sign_of, caller), "");
  EXPECT_FALSE(view(maria).signatures.at(0).by_admin_key);
}

TEST_F(TrackerTest, AskingAnewIsAnotherRequest) {
  ask(maria);
  define();
  answer(jonas, yes_if_asked);
  sign(maria);
  EXPECT_EQ(say(ask_of, caller_of(jonas), R"({"title":"A","outcome":"b"})"),
            "Marketing has asked for this launch already: give your verdict on it.");
  EXPECT_EQ(say(ask_of, caller_of(maria), R"({"title":"Another","outcome":"b"})"), "");
  const auto now_it_is = view(maria);
  EXPECT_EQ(now_it_is.title, "Another");
  EXPECT_FALSE(now_it_is.verdict);
  EXPECT_TRUE(now_it_is.conditions.empty());
  EXPECT_TRUE(now_it_is.signatures.empty());
  answer(jonas, yes_if_asked);
  EXPECT_EQ(view(maria).conditions.at(0).id, "2");  // "1" was another one
  EXPECT_EQ(say(ask_of, caller_of(maria), R"({"title":"","outcome":"b"})"),
            "Say what is asked for.");
  EXPECT_EQ(say(ask_of, caller_of(maria), R"({"title":"A","outcome":""})"),
            "Say what for: which outcome the launch shall have.");
}

TEST_F(TrackerTest, AnAlternativeStandsInTheWayUntilSomebodyAsksAnew) {
  ask(maria);
  define();
  answer(jonas, alternative);
  EXPECT_EQ(standing().stage, Stage::feasibility);
  EXPECT_EQ(standing().holder.side, Side::marketing);
  EXPECT_EQ(sign(maria), "IT offers another way: ask again before anybody signs.");
  EXPECT_EQ(code, ProblemCode::conflict);
  ask(maria);
  EXPECT_EQ(sign(maria), "");
}

TEST_F(TrackerTest, ConditionsAreMetBySideThatSetThemOrByTheGuardrailItself) {
  ask(maria);
  define();
  answer(jonas,
         R"({"verdict":"yes_if","conditions":[{"text":"legal agrees"},
             {"text":"","guardrail":{"metric":"wait"}}]})");
  EXPECT_EQ(view(jonas).conditions.at(1).text, "\"wait\" is a guardrail.");
  EXPECT_EQ(say(met_of, caller_of(maria)),
            "IT set this condition: a member of IT says when it is met.");
  EXPECT_TRUE(view(jonas).may.meet);
  EXPECT_FALSE(view(maria).may.meet);
  EXPECT_EQ(say(met_of, caller_of(jonas), R"({"note":"by mail"})"), "");
  EXPECT_EQ(story.back().why, "legal agrees: by mail");
  EXPECT_FALSE(view(jonas).may.meet);
  condition = "2";
  EXPECT_EQ(say(met_of, caller_of(jonas)),
            "This condition is met by itself once \"wait\" is a guardrail of the launch.");
  condition = "7";
  EXPECT_EQ(say(met_of, caller_of(jonas)), "This launch has no condition \"7\".");
  EXPECT_EQ(standing().stage, Stage::vetting);
  define({"wait"}, "v2");
  EXPECT_TRUE(view(jonas).conditions.at(1).met);
  EXPECT_EQ(standing().stage, Stage::agreement);
  define({"error"}, "v3");
  EXPECT_EQ(standing().stage, Stage::vetting);
}

TEST_F(TrackerTest, AnyChangeVoidsASignature) {
  require_signatures();
  ask(maria);
  EXPECT_EQ(sign(maria), "Nothing is defined under this key yet: there is nothing to sign.");
  define();
  sign(maria);
  sign(jonas);
  EXPECT_TRUE(tracker.against_start(key).empty());
  define({"error"}, "v2");
  EXPECT_EQ(
      tracker.against_start(key),
      (std::vector<std::string>{"Marketing signed before it was changed, and has to sign again.",
                                "IT signed before it was changed, and has to sign again."}));
  EXPECT_FALSE(view(maria).signatures.at(0).valid);
  // Put back as it was signed, it is what was signed.
  define({"error"}, "v1");
  EXPECT_TRUE(tracker.against_start(key).empty());
}

TEST_F(TrackerTest, OnlyAWorseVerdictVoidsSignatures) {
  require_signatures();
  ask(maria);
  define();
  sign(maria);
  EXPECT_EQ(answer(jonas, yes_if_asked), "");
  EXPECT_TRUE(view(maria).signatures.at(0).valid);  // the first verdict came after it
  sign(jonas);
  EXPECT_EQ(tracker.against_start(key),
            std::vector<std::string>{"A condition is not met: \"legal agrees\"."});
  EXPECT_EQ(answer(jonas, yes), "");
  EXPECT_TRUE(tracker.against_start(key).empty());
  EXPECT_EQ(answer(jonas, yes_if_asked), "");
  EXPECT_FALSE(view(maria).signatures.at(0).valid);
  EXPECT_FALSE(view(maria).signatures.at(1).valid);
  sign(maria);
  answer(jonas, alternative);
  EXPECT_EQ(tracker.against_start(key).front(), "IT offers another way and has not said yes.");
}

TEST_F(TrackerTest, WhoeverSignsForTheOtherSideSaysYes) {
  ask(maria);
  define();
  sign(jonas);
  EXPECT_EQ(view(maria).verdict->kind, VerdictKind::yes);
  EXPECT_EQ(view(maria).verdict->by, jonas);
  EXPECT_EQ(standing().holder.side, Side::marketing);
}

TEST_F(TrackerTest, ADefinitionThatNobodyAskedForIsOnTheTrackerToo) {
  define();
  EXPECT_EQ(standing().stage, Stage::agreement);
  EXPECT_EQ(standing().waits_for, WaitsFor::start);
  EXPECT_EQ(view(maria).title, "Banner");
  EXPECT_TRUE(view(maria).may.start);
  require_signatures();
  EXPECT_EQ(standing().waits_for, WaitsFor::signatures);
  EXPECT_FALSE(view(maria).may.start);
  EXPECT_EQ(tracker.against_start(key).size(), 2U);
  sign(jonas);
  EXPECT_EQ(standing().stage, Stage::feasibility);
  EXPECT_EQ(standing().holder.side, Side::marketing);
  sign(maria);
  EXPECT_EQ(standing().waits_for, WaitsFor::start);
}

TEST_F(TrackerTest, TheSpotterIsOfTheOtherSide) {
  ask(maria);
  EXPECT_EQ(name_spotter(caller_of(maria), "nobody"), "There is no member \"nobody\".");
  EXPECT_EQ(name_spotter(caller_of(maria), "lena"),
            "Lena is of neither side: a spotter is of the other side.");
  EXPECT_EQ(name_spotter(caller_of(maria), "maria"),
            "Maria is of the side that asks: the spotter is a member of IT.");
  EXPECT_EQ(name_spotter(caller_of(maria), "jonas"), "");
  EXPECT_EQ(*tracker.spotter(key), jonas);
  EXPECT_EQ(story.back().why, "Jonas of IT");
}

TEST_F(TrackerTest, OnlyTheSpotterSignsWhatHappened) {
  ask(maria);
  define();
  launch.state = State::live;
  EXPECT_EQ(say(learned_of, caller_of(maria), R"({"text":"a"})"),
            "This launch is not over yet: what was learned comes after the end.");
  EXPECT_EQ(ask(maria), "Launch \"spring-banner\" has started: what was agreed about it stands.");
  launch.state = State::stopped;
  EXPECT_EQ(say(outcome_signature_of, caller_of(jonas)),
            "The spotter signs the outcome, and nobody is named yet.");
  EXPECT_EQ(code, ProblemCode::forbidden);
  name_spotter(caller_of(maria), "jonas");
  EXPECT_EQ(say(outcome_signature_of, caller_of(maria)),
            "The spotter signs the outcome: Jonas of IT.");
  EXPECT_EQ(say(outcome_signature_of, caller_of(jonas)),
            "First write down what was learned: an outcome without it is not done.");
  EXPECT_EQ(say(receipt_signature_of, caller_of(jonas)),
            "There is no receipt: this launch has not been rolled back.");
  EXPECT_EQ(say(learned_of, caller_of(jonas), R"({"text":""})"), "Say what was learned.");
  EXPECT_EQ(say(learned_of, caller_of(lena), R"({"text":"a"})"),
            "Lena is in a department of neither side; members of marketing and of IT do this.");
  EXPECT_EQ(say(learned_of, caller_of(jonas), R"({"text":"a"})"), "");
  EXPECT_EQ(say(outcome_signature_of, admin_key()), "");
  EXPECT_EQ(say(learned_of, caller_of(jonas), R"({"text":"b"})"),
            "The outcome is signed with what was learned; it stays as it is.");
  EXPECT_EQ(name_spotter(caller_of(maria), "jonas"),
            "The outcome is signed: the spotter is who signed it.");
}

TEST_F(TrackerTest, TextsAndKeysHaveLimits) {
  const auto long_text = std::string(text_bytes_max + 1, 'x');
  EXPECT_EQ(
      say(ask_of, caller_of(maria), fmt::format(R"({{"title":"a","outcome":"{}"}})", long_text)),
      "This has at most 2000 bytes.");
  EXPECT_EQ(code, ProblemCode::bad_request);
  key = "a/b";
  EXPECT_NE(ask(maria), "");
  EXPECT_EQ(code, ProblemCode::bad_request);
}

TEST_F(TrackerTest, ACheckpointHoldsEverything) {
  std::minstd_rand random(7);
  const Person* people[] = {&maria, &jonas, &lena};
  for (int i = 0; i < 2'000; ++i) {
    const auto& person = *people[random() % 3];
    condition = std::to_string(1 + random() % 9);
    launch.state = std::array{State::draft, State::draft, State::draft, State::live,
                              State::stopped}[random() % 5];
    const bool could_sign = view(person).may.sign;
    switch (random() % 14) {
      case 0: ask(person); break;
      case 9: answer(person, R"({"verdict":"lawful_no","rule":"b"})"); break;
      case 10: say(acceptance_of, caller_of(person)); break;
      case 11: say(decline_of, caller_of(person), R"({"text":"c"})"); break;
      case 12: say(appeal_of, caller_of(person), R"({"text":"d"})"); break;
      case 13: say(withdrawal_of, caller_of(person), R"({"text":"e"})"); break;
      case 1: answer(person, yes); break;
      case 2: answer(person, yes_if_guarded); break;
      case 3: answer(person, yes_if_asked); break;
      case 4: answer(person, alternative); break;
      case 5: say(met_of, caller_of(person)); break;
      case 6: say(learned_of, caller_of(person), R"({"text":"a"})"); break;
      case 7: define({"error"}, random() % 2 == 0 ? "v1" : "v2"); break;
      default: EXPECT_TRUE(sign(person).empty() || !could_sign);
    }
  }
  std::vector<std::string> pieces;
  wire::ByteOutput output([&](std::string_view piece) -> Result<void> {
    pieces.emplace_back(piece);
    return {};
  });
  tracker.write(output);
  ASSERT_TRUE(output.finish());
  Tracker other;
  std::size_t next = 0;
  wire::ByteInput input([&]() -> Result<std::optional<std::string>> {
    if (next == pieces.size()) return std::optional<std::string>();
    return std::optional<std::string>(pieces[next++]);
  });
  ASSERT_TRUE(other.read(input));
  EXPECT_EQ(other.launches(), tracker.launches());
  EXPECT_EQ(other.signatures_required(), tracker.signatures_required());
}

TEST_F(TrackerTest, WhatIsNoRecordIsSaid) {
  EXPECT_FALSE(tracker.take(1, "{", [this](const std::string& of) { return facts(of); }));
  EXPECT_FALSE(tracker.take(2, "{}", [this](const std::string& of) { return facts(of); }));
}

TEST_F(TrackerTest, TheTrackerIsSortedByStageAndAge) {
  key = "second";
  ask(maria);
  key = "first";
  define();
  key = "third";
  ask(maria);
  const auto view = tracker_view(tracker, *this, {jonas, false});
  ASSERT_EQ(view.launches.size(), 3U);
  EXPECT_EQ(view.launches[0].key, "second");
  EXPECT_EQ(view.launches[1].key, "third");
  EXPECT_EQ(view.launches[2].key, "first");
  EXPECT_FALSE(view.launches[0].state);
  EXPECT_EQ(view.launches[2].state, State::draft);
}

TEST_F(TrackerTest, WhatWasAskedElsewhereKeepsItsDay) {
  const auto body = [](const char* day) {
    return fmt::format(
        R"({{"title":"Banner","outcome":"more visitors","asked_at":"{}T09:30:00Z"}})", day);
  };
  EXPECT_EQ(say(ask_of, caller_of(maria), body("2033-01-01")),
            "Nobody can have asked later than now.");
  EXPECT_EQ(say(ask_of, caller_of(maria), body("2023-11-07")), "");
  EXPECT_EQ(to_rfc3339(*view(jonas).asked_at).substr(0, 10), "2023-11-07");
  EXPECT_EQ(to_rfc3339(*view(jonas).since).substr(0, 10), "2023-11-07");
  EXPECT_EQ(story.back().what, "entered what was asked on 2023-11-07");
}

}  // namespace
}  // namespace spotter::launches
