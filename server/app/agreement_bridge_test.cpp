#include "app/agreement_bridge.hpp"

#include "parts/launches/orders.hpp"
#include "parts/live/act/loop_fixture.hpp"
#include "parts/live/act/loop_state.hpp"
#include "parts/live/recount/recount.hpp"
#include "parts/live/recount/streaming_figures.hpp"

namespace spotter::app {
namespace {

using launches::Person;
using live::RecordKind;
using live::State;
using live::Verb;
using wire::Side;

const Person maria{"maria", "Maria", Side::marketing};
const Person jonas{"jonas", "Jonas", Side::it};

// The loop with its agreements and a recount beside it, both told the same records.
class AgreementBridgeTest : public testing::Test {
 protected:
  using Adapt = std::function<void(std::vector<live::Metric>&)>;

  AgreementBridgeTest() { loop.finish_replay(); }

  live::Outcome say(RecordKind kind, const std::string& bytes) {
    log.push_back({kind, bytes});
    EXPECT_TRUE(recount.take(log.size(), kind, bytes));
    return loop.take(log.size(), kind, bytes).value();
  }
  Instant now() const {
    return {1'700'000'000'000'000 + static_cast<std::int64_t>(log.size()) * 1'000};
  }
  void define(const char* guardrails = live::errors_only, const Adapt& adapt = {}) {
    const auto text = fmt::format(
        R"({{"metrics": {}, "launches": [{{"key": "banner", "name": "Banner", "flag": {{"key": "b",
            "type": "boolean", "default": false}}, "arms": [{{"key": "control", "value": false,
            "weight": 0.5}}, {{"key": "treatment", "value": true, "weight": 0.5}}],
            "guardrails": {}}}]}})",
        live::metrics, guardrails);
    auto definitions = wire::read_json<live::Definitions>(text);
    ASSERT_TRUE(definitions) << definitions.error().sentence;
    if (adapt) adapt(definitions->metrics);
    say(RecordKind::definitions,
        wire::to_json_text(live::DefinitionsRecord{"owner", now(), *definitions}));
  }
  std::vector<std::string> command(Verb verb) {
    const auto outcome =
        say(RecordKind::command,
            wire::to_json_text(live::CommandRecord{"banner", verb, "owner", now(), ""}));
    std::vector<std::string> sentences;
    for (const auto& problem : outcome.problems) sentences.push_back(problem.sentence);
    return sentences;
  }
  launches::AgreementRecord record(launches::Act act, const Person& person) const {
    launches::AgreementRecord record;
    record.act = act;
    record.launch = "banner";
    record.by = person;
    record.side = person.side;
    record.at = now();
    return record;
  }
  std::vector<Problem> agree(const launches::AgreementRecord& record) {
    return say(RecordKind::agreement, wire::to_json_text(record)).problems;
  }
  void ask() {
    auto asked = record(launches::Act::ask, maria);
    asked.title = "A banner";
    asked.outcome = "more visitors sign up";
    EXPECT_TRUE(agree(asked).empty());
  }
  void sign(const Person& person) {
    EXPECT_TRUE(agree(record(launches::Act::sign, person)).empty());
  }
  void require_signatures(bool required = true) {
    auto settings = record(launches::Act::settings, maria);
    settings.launch = "";
    settings.signatures_required = required;
    EXPECT_TRUE(agree(settings).empty());
  }
  void name_spotter() {
    auto named = record(launches::Act::name_spotter, maria);
    named.spotter = jonas;
    EXPECT_TRUE(agree(named).empty());
  }

  State state() const { return loop.book().launches.at("banner").state; }
  std::string recounted_state() { return recount.figures("banner").at("state").text; }
  std::vector<journal::Entry> told() const {
    std::vector<journal::Entry> entries;
    for (const auto& change : ear.changes) {
      for (const auto& entry : change.entries) {
        if (entry.what == "told the spotter first") entries.push_back(entry);
      }
    }
    return entries;
  }

  live::Ear ear;
  live::FixedClock clock;
  AgreementBridge agreements;
  live::Loop loop{ear, clock, &agreements};
  live::Recount recount{agreements.fresh()};
  std::vector<live::LogLine> log;
};

TEST_F(AgreementBridgeTest, NobodysSignatureIsNeededAtFirst) {
  define();
  EXPECT_TRUE(command(Verb::start).empty());
  EXPECT_EQ(state(), State::live);
}

TEST_F(AgreementBridgeTest, AStartIsRefusedWithEveryReasonAndInTheRecountToo) {
  require_signatures();
  ask();
  define();
  EXPECT_EQ(command(Verb::start),
            (std::vector<std::string>{"Marketing has not signed.", "IT has not signed."}));
  EXPECT_EQ(state(), State::draft);
  EXPECT_EQ(recounted_state(), "draft");
  sign(maria);
  sign(jonas);
  define(live::both);  // another launch than the one they signed
  EXPECT_EQ(command(Verb::start).size(), 2U);
  EXPECT_EQ(recounted_state(), "draft");
  sign(maria);
  sign(jonas);
  EXPECT_TRUE(command(Verb::start).empty());
  EXPECT_EQ(state(), State::live);
  EXPECT_TRUE(live::compare(live::figures_of(loop, "banner"), recount.figures("banner")).empty());
}

TEST_F(AgreementBridgeTest, WhatAMetricCountsIsSignedToo) {
  require_signatures();
  ask();
  define();
  sign(maria);
  sign(jonas);
  // Of the metrics in the file the launch uses "checkout-error", the second, alone.
  define(live::errors_only, [](auto& metrics) {
    metrics[0].window = std::chrono::hours(1);
    metrics[1].name = "Failed orders";
    metrics[1].in_it_words = "Clearer.";
    metrics[1].owners = {"Maria Keller", "Jonas Weber"};
  });
  EXPECT_TRUE(agreements.against_start("banner").empty());
  define(live::errors_only, [](auto& metrics) { metrics[1].window = std::chrono::hours(1); });
  const auto& entries = ear.changes.back().entries;
  EXPECT_TRUE(std::any_of(entries.begin(), entries.end(), [](const journal::Entry& entry) {
    return entry.subject == "launch/banner" && entry.what == "changed what a metric counts" &&
           entry.why == "checkout-error";
  }));
  const auto missing = command(Verb::start);
  EXPECT_EQ(missing, (std::vector<std::string>{
                         "Marketing signed before it was changed, and has to sign again.",
                         "IT signed before it was changed, and has to sign again."}));
  EXPECT_EQ(recounted_state(), "draft");
  define();  // as it was when they signed
  EXPECT_TRUE(command(Verb::start).empty());
  EXPECT_EQ(state(), State::live);
  EXPECT_EQ(recounted_state(), "live");
}

TEST_F(AgreementBridgeTest, StoppingAsksNobody) {
  define();
  command(Verb::start);
  require_signatures();
  for (const auto verb : {Verb::pause, Verb::resume, Verb::start, Verb::roll_back, Verb::kill})
    EXPECT_TRUE(command(verb).empty());
  EXPECT_EQ(state(), State::stopped);
}

TEST_F(AgreementBridgeTest, ADraftIsKilledWithoutAnybodysSignature) {
  require_signatures();
  define();
  EXPECT_TRUE(command(Verb::kill).empty());
  EXPECT_EQ(state(), State::stopped);
}

TEST_F(AgreementBridgeTest, TheSpotterIsToldOfARollbackFirst) {
  ask();
  define();
  name_spotter();
  command(Verb::start);
  EXPECT_TRUE(told().empty());
  command(Verb::roll_back);
  ASSERT_EQ(told().size(), 1U);
  EXPECT_EQ(told()[0].why, "Jonas of IT");
  EXPECT_EQ(told()[0].subject, "launch/banner");
  command(Verb::roll_back);  // a second one does nothing
  EXPECT_EQ(told().size(), 1U);
  EXPECT_TRUE(agree(record(launches::Act::sign_receipt, jonas)).empty());
  EXPECT_EQ(agree(record(launches::Act::sign_receipt, maria)).at(0).code, ProblemCode::forbidden);
}

TEST_F(AgreementBridgeTest, CardsGoToTheStateStoreWithTheJournal) {
  ask();
  const auto& change = ear.changes.back();
  ASSERT_EQ(change.cards.size(), 1U);
  EXPECT_EQ(change.cards[0].launch, "banner");
  EXPECT_TRUE(wire::read_json<launches::Card>(change.cards[0].card));
  ASSERT_EQ(change.entries.size(), 1U);
  EXPECT_EQ(change.entries[0].actor, "Maria");
  EXPECT_EQ(change.entries[0].why, "A banner: more visitors sign up");
}

TEST_F(AgreementBridgeTest, ACheckpointHoldsTheCards) {
  require_signatures();
  ask();
  define();
  sign(maria);
  std::vector<std::string> pieces;
  wire::ByteOutput output([&](std::string_view piece) -> Result<void> {
    pieces.emplace_back(piece);
    return {};
  });
  live::LoopState::write(loop, output);
  ASSERT_TRUE(output.finish());
  live::Ear other_ear;
  AgreementBridge others;
  live::Loop other(other_ear, clock, &others);
  std::size_t next = 0;
  wire::ByteInput input([&]() -> Result<std::optional<std::string>> {
    if (next == pieces.size()) return std::optional<std::string>();
    return std::optional<std::string>(pieces[next++]);
  });
  ASSERT_TRUE(live::LoopState::read(input, other));
  EXPECT_EQ(others.tracker().launches(), agreements.tracker().launches());
  EXPECT_EQ(others.against_start("banner"), std::vector<std::string>{"IT has not signed."});
  EXPECT_EQ(other.last_change(), loop.last_change());
}

TEST_F(AgreementBridgeTest, FactsAreThoseOfTheLoop) {
  const LoopFacts facts(loop);
  EXPECT_EQ(facts.facts("banner"), launches::LaunchFacts{});
  define();
  command(Verb::start);
  EXPECT_EQ(facts.facts("banner").state, launches::State::live);
  EXPECT_TRUE(facts.facts("banner").started_at);
  command(Verb::roll_back);
  EXPECT_TRUE(facts.facts("banner").has_receipt);
  command(Verb::kill);
  EXPECT_EQ(facts.facts("banner").state, launches::State::stopped);
  EXPECT_TRUE(facts.facts("banner").has_receipt);
}

}  // namespace
}  // namespace spotter::app
