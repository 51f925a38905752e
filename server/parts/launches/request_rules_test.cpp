#include "parts/launches/request_rules.hpp"

#include <gtest/gtest.h>

#include "parts/launches/tracker_fixture.hpp"

namespace spotter::launches {
namespace {

constexpr const char* offered = R"({"verdict":"alternative","text":"a smaller banner"})";
constexpr const char* lawful_no = R"({"verdict":"lawful_no","rule":"GDPR, article 6"})";
constexpr const char* agreed = R"({"verdict":"yes"})";
constexpr const char* because = R"({"text":"it is spring"})";

class RequestRules : public TrackerTest {
 protected:
  void SetUp() override { ask(maria); }
  const Card& card() { return tracker.dossier(key, facts(key)).card; }
  Verdict verdict() { return card().verdict.value_or(Verdict{}); }
};

TEST_F(RequestRules, AnAcceptedAlternativeIsAYesWithACondition) {
  answer(jonas, offered);
  EXPECT_EQ(standing().waits_for, WaitsFor::acceptance);
  EXPECT_EQ(say(acceptance_of, caller_of(jonas), "{}"),
            "Marketing asks for this launch: its members do this.");
  EXPECT_EQ(code, ProblemCode::forbidden);
  EXPECT_EQ(say(acceptance_of, caller_of(maria), "{}"), "");
  EXPECT_EQ(verdict().kind, VerdictKind::yes_if);
  EXPECT_EQ(card().conditions.at(0).text, "a smaller banner");
  EXPECT_EQ(card().refusals, 0U);
  EXPECT_EQ(say(decline_of, caller_of(maria), because),
            "There is no alternative to accept or to decline.");
}

TEST_F(RequestRules, ADeclinedAlternativeIsARefusal) {
  answer(jonas, offered);
  EXPECT_EQ(say(decline_of, caller_of(maria), R"({"text":""})"),
            "Say why the alternative is not accepted.");
  EXPECT_EQ(say(decline_of, caller_of(maria), because), "");
  EXPECT_TRUE(is_refused(card()));
  EXPECT_EQ(card().refusals, 1U);
  EXPECT_EQ(standing().holder.side, Side::marketing);
  EXPECT_EQ(standing().waits_for, WaitsFor::appeal);
}

TEST_F(RequestRules, ANoCitesARuleAndNothingElseDoes) {
  EXPECT_EQ(answer(jonas, R"({"verdict":"lawful_no"})"),
            "A no cites the rule that forbids it; without one say yes-if with conditions, or offer "
            "an alternative.");
  EXPECT_EQ(answer(jonas, R"({"verdict":"yes","rule":"GDPR"})"), "Only a lawful no cites a rule.");
  EXPECT_EQ(answer(jonas, lawful_no), "");
  define();
  EXPECT_EQ(sign(maria),
            "IT said no and cites \"GDPR, article 6\": appeal, or ask for something else.");
  EXPECT_EQ(against_start(tracker.dossier(key, facts(key))).front(),
            "IT said no and cites \"GDPR, article 6\".");
}

TEST_F(RequestRules, WhoeverRefusedDoesNotAnswerTheAppeal) {
  EXPECT_EQ(say(appeal_of, caller_of(maria), because),
            "There is no refusal to appeal against: a lawful no, or an alternative that was not "
            "accepted.");
  answer(jonas, lawful_no);
  EXPECT_EQ(say(appeal_of, caller_of(maria), because), "");
  EXPECT_EQ(say(appeal_of, caller_of(maria), because),
            "An appeal is waiting for its answer already.");
  EXPECT_EQ(standing().holder.side, Side::it);
  EXPECT_EQ(answer(jonas, agreed), "Jonas refused it: somebody else of IT answers the appeal.");
  const Person petra{"petra", "Petra", Side::it};
  EXPECT_EQ(answer(petra, agreed), "");
  EXPECT_FALSE(card().appeal);
  EXPECT_EQ(card().refusals, 1U);
}

TEST_F(RequestRules, AnAnswerToAnAppealMayBeTheSameNo) {
  answer(jonas, lawful_no);
  say(appeal_of, caller_of(maria), because);
  const Person petra{"petra", "Petra", Side::it};
  EXPECT_EQ(answer(petra, lawful_no), "");
  EXPECT_EQ(card().refusals, 2U);
  EXPECT_EQ(standing().waits_for, WaitsFor::appeal);
}

TEST_F(RequestRules, AWithdrawnLaunchDoesNotStartEvenWithoutSignatures) {
  define();
  EXPECT_TRUE(tracker.against_start(key).empty());
  EXPECT_EQ(say(withdrawal_of, caller_of(maria), R"({"text":""})"),
            "Say why it is not asked for any more.");
  EXPECT_EQ(say(withdrawal_of, caller_of(maria), because), "");
  EXPECT_EQ(tracker.against_start(key).front(),
            "It is withdrawn: whoever wants it asks for it again.");
  EXPECT_EQ(standing().stage, Stage::outcome);
  EXPECT_EQ(answer(jonas, agreed), "This launch is withdrawn: whoever wants it asks for it again.");
  ask(maria);
  EXPECT_FALSE(card().withdrawn);
  EXPECT_EQ(answer(jonas, agreed), "");
}

TEST_F(RequestRules, WhatHasStartedIsNotWithdrawn) {
  define();
  launch.state = State::live;
  EXPECT_EQ(say(withdrawal_of, caller_of(maria), because),
            "Launch \"spring-banner\" has started: what was agreed about it stands.");
}

TEST_F(RequestRules, TheJournalNamesTheFieldsThatABriefChanges) {
  const auto write = [&](const char* brief, int base) {
    return say(brief_of, caller_of(maria),
               fmt::format(R"({{"brief":{},"base_revision":{}}})", brief, base));
  };
  EXPECT_EQ(write(R"({"kind":"experiment","purpose":"a"})", 0), "");
  EXPECT_EQ(story.back().what, "wrote the brief");
  EXPECT_EQ(story.back().why, "purpose");
  EXPECT_EQ(write(R"({"kind":"change","purpose":"a","regions":["DE"]})", 1), "");
  EXPECT_EQ(story.back().why, "kind, regions");
}

TEST_F(RequestRules, TheAdminKeySpeaksForWhoeverAsks) {
  answer(jonas, offered);
  EXPECT_EQ(say(acceptance_of, admin_key(), "{}"), "");
  EXPECT_EQ(verdict().kind, VerdictKind::yes_if);
}

}  // namespace
}  // namespace spotter::launches
