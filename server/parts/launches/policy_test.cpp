#include "parts/launches/policy.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "base/limits.hpp"
#include "parts/launches/touched.hpp"

namespace spotter::launches {
namespace {

using Words = std::vector<std::string>;
using enum DataClass;

GateRule rule_with(const std::string& gate, GateWhen when, int hours = 16) {
  GateRule rule;
  rule.gate = gate;
  rule.name = gate + " gate";
  rule.when = std::move(when);
  rule.hours = hours;
  return rule;
}

template <class Change>
GateWhen when_with(Change change) {
  GateWhen when;
  change(when);
  return when;
}

Words gates_met(const GateWhen& when, const GateQuestion& question) {
  Words keys;
  for (const auto& gate : gates_for({{rule_with("security", when)}}, question))
    keys.push_back(gate.gate);
  return keys;
}

// The reasons for the only rule of a policy; none if it does not hold.
Words reasons_for(const GateWhen& when, const GateQuestion& question) {
  const auto gates = gates_for({{rule_with("security", when)}}, question);
  return gates.empty() || gates[0].gate != "security" ? Words{} : gates[0].reasons;
}

GateQuestion asked(const Brief& brief) { return {brief, std::nullopt}; }

TEST(Policy, AnEmptyRuleHoldsForEveryLaunchAndRestsOnAllOfIt) {
  const auto gates = gates_for({{rule_with("brand", {})}}, {});
  ASSERT_EQ(gates.size(), 1U);
  EXPECT_EQ(gates[0].reasons, Words{"Every launch meets this gate."});
  EXPECT_EQ(gates[0].touches,
            (Words{"cost", "coverage", "data", "ends_on", "kill_on", "kind", "outcome",
                   "page_types", "purpose", "regions", "starts_on", "tools", "who_benefits"}));
  EXPECT_TRUE(gates_for({}, {}).empty());
}

TEST(Policy, Kinds) {
  const auto when = when_with([](auto& w) { w.kinds = {LaunchKind::rollout, LaunchKind::change}; });
  Brief brief;
  EXPECT_EQ(reasons_for(when, asked(brief)), Words{});
  brief.kind = LaunchKind::change;
  EXPECT_EQ(reasons_for(when, asked(brief)), Words{"It is a change."});
}

TEST(Policy, DataClasses) {
  const auto when = when_with([](auto& w) { w.data_classes = {anonymous, pseudonymous}; });
  Brief brief;
  EXPECT_EQ(reasons_for(when, asked(brief)), Words{}) << "what is not said meets nothing";
  brief.data = {{"", none}};
  EXPECT_EQ(reasons_for(when, asked(brief)), Words{});
  brief.data = {{"order value", pseudonymous}, {"weather", anonymous}};
  EXPECT_EQ(reasons_for(when, asked(brief)),
            Words{"It touches pseudonymous data (order value) and anonymous data (weather)."});
  const auto no_data = when_with([](auto& w) { w.data_classes = {none}; });
  EXPECT_EQ(reasons_for(no_data, asked(brief)), Words{});
  brief.data = {{"", none}};
  EXPECT_EQ(reasons_for(no_data, asked(brief)), Words{"It touches no data."});
}

TEST(Policy, RegionsAndPageTypes) {
  const auto when = when_with([](auto& w) { w.regions = {"FR", "DE", "IT"}; });
  Brief brief;
  EXPECT_EQ(reasons_for(when, asked(brief)), Words{});
  brief.regions = {"US"};
  EXPECT_EQ(reasons_for(when, asked(brief)), Words{});
  brief.regions = {"DE", "US", "FR", "IT"};
  EXPECT_EQ(reasons_for(when, asked(brief)), Words{"It reaches DE, FR and IT."});
  const auto pages = when_with([](auto& w) { w.page_types = {"checkout"}; });
  EXPECT_EQ(reasons_for(pages, asked(brief)), Words{});
  brief.page_types = {"Check", "CheckOut"};
  EXPECT_EQ(reasons_for(pages, asked(brief)), Words{"It shows on pages of type CheckOut."});
}

TEST(Policy, NewVendors) {
  const auto wanted = when_with([](auto& w) { w.new_vendor = true; });
  const auto unwanted = when_with([](auto& w) { w.new_vendor = false; });
  Brief brief;
  EXPECT_EQ(reasons_for(wanted, asked(brief)), Words{});
  EXPECT_EQ(reasons_for(unwanted, asked(brief)), Words{});
  brief.tools = {{"Old", false}};
  EXPECT_EQ(reasons_for(wanted, asked(brief)), Words{});
  EXPECT_EQ(reasons_for(unwanted, asked(brief)),
            Words{"It uses tools of vendors that the company knows."});
  brief.tools.push_back({"Acme", true});
  EXPECT_EQ(reasons_for(wanted, asked(brief)), Words{"It uses Acme of a new vendor."});
  EXPECT_EQ(reasons_for(unwanted, asked(brief)), Words{});
}

TEST(Policy, CostsOver) {
  const auto when = when_with([](auto& w) { w.cost_over = Money{100'000, "EUR"}; });
  Brief brief;
  EXPECT_EQ(reasons_for(when, asked(brief)), Words{}) << "what is not said meets nothing";
  brief.cost = Money{100'000, "EUR"};
  EXPECT_EQ(reasons_for(when, asked(brief)), Words{});
  brief.cost = Money{100'001, "EUR"};
  EXPECT_EQ(reasons_for(when, asked(brief)),
            Words{"It costs 1,000.01 EUR, more than 1,000.00 EUR."});
  brief.cost = Money{1, "USD"};
  EXPECT_EQ(reasons_for(when, asked(brief)),
            Words{"It costs 0.01 USD, which cannot be compared with 1,000.00 EUR."});
  brief.cost = Money{0, "USD"};
  EXPECT_EQ(reasons_for(when, asked(brief)), Words{}) << "nothing is nothing in any currency";
}

TEST(Policy, CoverageOver) {
  const auto when = when_with([](auto& w) { w.coverage_over = 0.125; });
  EXPECT_EQ(reasons_for(when, {{}, std::nullopt}), Words{});
  EXPECT_EQ(reasons_for(when, {{}, 0.125}), Words{});
  EXPECT_EQ(reasons_for(when, {{}, 1.0}),
            Words{"It covers 100 % of the visitors, more than 12.5 %."});
}

TEST(Policy, EveryNamedPartMustHold) {
  const auto when = when_with([](auto& w) {
    w.kinds = {LaunchKind::change};
    w.new_vendor = true;
    w.cost_over = Money{0, "EUR"};
  });
  Brief brief;
  brief.kind = LaunchKind::change;
  brief.tools = {{"Acme", true}};
  EXPECT_TRUE(gates_met(when, asked(brief)).empty());
  brief.cost = Money{5, "EUR"};
  EXPECT_EQ(reasons_for(when, asked(brief)),
            (Words{"It is a change.", "It uses Acme of a new vendor.",
                   "It costs 0.05 EUR, more than 0.00 EUR."}));
  brief.kind = LaunchKind::rollout;
  EXPECT_TRUE(gates_met(when, asked(brief)).empty());
}

TEST(Policy, RulesOfOneGateAreJoined) {
  auto first = rule_with("security", when_with([](auto& w) { w.new_vendor = true; }), 24);
  first.consulted = {"jonas", "mia"};
  first.evidence = "DPIA report";
  auto second = rule_with("security", when_with([](auto& w) { w.coverage_over = 0.5; }), 8);
  second.consulted = {"mia", "li"};
  second.evidence = "DPIA";
  auto third = rule_with("security", when_with([](auto& w) { w.regions = {"US"}; }), 1);
  auto fourth = rule_with("security", when_with([](auto& w) { w.new_vendor = true; }), 30);
  fourth.evidence = "DPIA";
  Brief brief;
  brief.tools = {{"Acme", true}};
  const auto gates =
      gates_for({{first, rule_with("brand", {}), second, third, fourth}}, {brief, 1.0});
  ASSERT_EQ(gates.size(), 2U);
  EXPECT_EQ(gates[0].gate, "security");
  EXPECT_EQ(gates[1].gate, "brand");
  EXPECT_EQ(gates[0].hours, 8) << "the rule that does not hold has no say in the hours";
  EXPECT_EQ(gates[0].consulted, (Words{"jonas", "mia", "li"}));
  EXPECT_EQ(gates[0].evidence, "DPIA report\nDPIA");
  EXPECT_EQ(gates[0].reasons, (Words{"It uses Acme of a new vendor.",
                                     "It covers 100 % of the visitors, more than 50 %."}));
  EXPECT_EQ(gates[0].touches, (Words{"coverage", "regions", "tools"}));
}

TEST(Policy, NoPolicyLetsPersonalDataSkipTheLegalGate) {
  for (const auto data_class : {personal, special}) {
    Brief brief;
    brief.data = {{"weather", anonymous}, {"names", data_class}};
    const auto gates = gates_for({}, asked(brief));
    ASSERT_EQ(gates.size(), 1U);
    EXPECT_EQ(gates[0].gate, "legal");
    EXPECT_EQ(gates[0].name, "Legal");
    EXPECT_EQ(gates[0].hours, 40);
    EXPECT_EQ(gates[0].touches, Words{"data"});
    const auto* word = data_class == personal ? "personal" : "special";
    EXPECT_EQ(gates[0].reasons, Words{std::string("It touches ") + word +
                                      " data (names): no policy lets that skip this gate."});
    EXPECT_FALSE(gates[0].evidence.empty());
  }
  for (const auto data_class : {none, anonymous, pseudonymous}) {
    Brief brief;
    brief.data = {{"x", data_class}};
    EXPECT_TRUE(gates_for({}, asked(brief)).empty());
  }
}

TEST(Policy, ALegalRuleOfThePolicySaysHowLongAndWithWhom) {
  auto legal = rule_with("legal", when_with([](auto& w) { w.regions = {"DE"}; }), 80);
  legal.name = "Data protection";
  legal.consulted = {"works-council"};
  Brief brief;
  brief.data = {{"names", personal}};
  auto gates = gates_for({{legal}}, asked(brief));
  ASSERT_EQ(gates.size(), 1U) << "the rule does not hold, the gate is met all the same";
  EXPECT_EQ(gates[0].hours, 40);
  EXPECT_EQ(gates[0].touches, (Words{"data", "regions"}));
  brief.regions = {"DE"};
  gates = gates_for({{legal}}, asked(brief));
  ASSERT_EQ(gates.size(), 1U);
  EXPECT_EQ(gates[0].name, "Data protection");
  EXPECT_EQ(gates[0].hours, 80);
  EXPECT_EQ(gates[0].reasons.size(), 2U);
  EXPECT_EQ(gates[0].consulted, Words{"works-council"});
}

std::string wrong_with(const GateRule& rule) {
  const auto problem = malformed(Policy{{rule_with("brand", {}), rule}});
  if (!problem) return "nothing";
  EXPECT_EQ(problem->code, ProblemCode::bad_request);
  return problem->pointer;
}

template <class Change>
std::string wrong_when(Change change) {
  return wrong_with(rule_with("security", when_with(change)));
}

TEST(Policy, WhatIsMalformed) {
  EXPECT_FALSE(malformed(Policy{}));
  EXPECT_EQ(wrong_with(rule_with("security", {})), "nothing");
  EXPECT_EQ(wrong_with(rule_with("", {})), "/gates/1/gate");
  EXPECT_EQ(wrong_with(rule_with("a b", {})), "/gates/1/gate");
  EXPECT_EQ(wrong_with(rule_with("a", {}, 0)), "/gates/1/hours");
  EXPECT_EQ(wrong_with(rule_with("a", {}, 401)), "/gates/1/hours");
  EXPECT_EQ(wrong_with(rule_with("a", {}, 400)), "nothing");
  auto rule = rule_with("a", {});
  rule.name.clear();
  EXPECT_EQ(wrong_with(rule), "/gates/1/name");
  rule = rule_with("a", {});
  rule.consulted = {"mia", "no key"};
  EXPECT_EQ(wrong_with(rule), "/gates/1/consulted/1");
  rule.consulted = {"mia", "mia"};
  EXPECT_EQ(wrong_with(rule), "/gates/1/consulted/1");
  rule = rule_with("a", {});
  rule.evidence.assign(limits::brief_text_bytes_max + 1, 'x');
  EXPECT_EQ(wrong_with(rule), "/gates/1/evidence");
  const Policy many{std::vector<GateRule>(limits::gate_rules_max + 1, rule_with("a", {}))};
  EXPECT_EQ(malformed(many)->pointer, "/gates");
}

TEST(Policy, WhatIsMalformedInARulesParts) {
  EXPECT_EQ(wrong_when([](auto& w) { w.regions = {"DE", "UK"}; }), "/gates/1/when/regions/1");
  EXPECT_EQ(wrong_when([](auto& w) { w.page_types = {""}; }), "/gates/1/when/page_types/0");
  EXPECT_EQ(wrong_when([](auto& w) {
              w.cost_over = Money{-1, "EUR"};
            }),
            "/gates/1/when/cost_over/amount");
  for (const double part : {-0.1, 1.1, std::nan(""), HUGE_VAL})
    EXPECT_EQ(wrong_when([&](auto& w) { w.coverage_over = part; }), "/gates/1/when/coverage_over");
  EXPECT_EQ(wrong_when([](auto& w) { w.kinds.assign(99, LaunchKind::change); }),
            "/gates/1/when/kinds");
}

TEST(Policy, ReadsAsWritten) {
  const auto policy = wire::read_json<Policy>(R"({"gates": [
    {"gate": "legal", "name": "Legal", "hours": 24, "when": {"data_classes": ["pseudonymous"]}},
    {"gate": "brand", "name": "Brand", "hours": 8, "evidence": "Screens of every page."}]})");
  ASSERT_TRUE(policy) << policy.error().sentence;
  EXPECT_FALSE(malformed(*policy));
  EXPECT_EQ(policy->gates[1].when, GateWhen{});
  EXPECT_EQ(*wire::read_json<Policy>(wire::to_json_text(*policy)), *policy);
  EXPECT_EQ(wire::read_json<Policy>(R"({"gates": [{"gate": "a", "name": "A", "hours": 1,
    "when": {"countries": ["DE"]}}]})")
                .error()
                .pointer,
            "/gates/0/when/countries");
}

// Chance under a fixed seed: small worlds, so that rules hold often and edits matter.
class Chance {
 public:
  explicit Chance(std::uint32_t seed) : numbers_(seed) {}
  unsigned below(unsigned end) { return static_cast<unsigned>(numbers_() % end); }
  bool coin() { return below(2) == 1; }

  Brief brief() {
    Brief brief;
    for (int i = 0; i < 6; ++i) edit(brief);
    return brief;
  }

  void edit(Brief& brief) {
    const auto word = std::to_string(below(3));
    switch (below(7)) {
      case 0: brief.kind = static_cast<LaunchKind>(below(3)); break;
      case 1: brief.data = {{word, static_cast<DataClass>(below(5))}}; break;
      case 2: brief.tools = {{word, coin()}}; break;
      case 3: brief.regions = {coin() ? "DE" : "FR"}; break;
      case 4: brief.page_types = {word}; break;
      case 5: brief.cost = Money{below(4), coin() ? "EUR" : "USD"}; break;
      default: brief.purpose = word;
    }
  }

  GateRule rule() {
    GateWhen when;
    if (coin() && coin()) when.kinds = {static_cast<LaunchKind>(below(3))};
    if (coin() && coin()) when.data_classes = {static_cast<DataClass>(below(5))};
    if (coin() && coin()) when.regions = {"DE"};
    if (coin() && coin()) when.page_types = {std::to_string(below(3))};
    if (coin() && coin()) when.new_vendor = coin();
    if (coin() && coin()) when.cost_over = Money{below(3), "EUR"};
    static const char* const gates[] = {"legal", "brand", "security"};
    return rule_with(gates[below(3)], when, 1 + static_cast<int>(below(40)));
  }

 private:
  std::mt19937 numbers_;
};

bool holds_same(const std::vector<MetGate>& gates, const MetGate& gate) {
  return std::find(gates.begin(), gates.end(), gate) != gates.end();
}

// What an edit does not touch stays met, word for word; and legal is never skipped.
TEST(Policy, AnApprovalThatIsNotVoidedRestsOnWhatItSaw) {
  Chance chance(5);
  int voided = 0, kept = 0;
  for (int round = 0; round < 20'000; ++round) {
    Policy policy;
    for (unsigned i = chance.below(5); i > 0; --i) policy.gates.push_back(chance.rule());
    ASSERT_FALSE(malformed(policy));
    const auto before = chance.brief();
    auto after = before;
    chance.edit(after);
    ASSERT_FALSE(malformed(after));
    const auto changed = touched(before, after);
    const auto gates = gates_for(policy, asked(after));
    for (const auto& gate : gates_for(policy, asked(before))) {
      const bool is_void = voids(gate, changed);
      ++(is_void ? voided : kept);
      ASSERT_TRUE(is_void || holds_same(gates, gate)) << wire::to_json_text(gate);
    }
    const bool protects = !after.data.empty() && after.data[0].data_class >= personal;
    const bool legal = std::any_of(gates.begin(), gates.end(),
                                   [](const MetGate& gate) { return gate.gate == "legal"; });
    ASSERT_TRUE(legal || !protects);
  }
  EXPECT_GT(voided, 1'000);
  EXPECT_GT(kept, 1'000);
}

TEST(Touched, NamesTheFieldsThatDiffer) {
  const Brief before;
  Brief after;
  EXPECT_TRUE(touched(before, after).empty());
  after.kind = LaunchKind::change;
  after.purpose = "x";
  after.who_benefits = "x";
  after.outcome = "x";
  after.data = {{"", none}};
  after.tools = {{"x", false}};
  after.regions = {"DE"};
  after.page_types = {"x"};
  after.cost = Money{0, "EUR"};
  after.starts_on = after.ends_on = after.kill_on = "2026-01-01";
  EXPECT_EQ(
      touched(before, after),
      (std::set<std::string>{"kind", "purpose", "who_benefits", "outcome", "data", "tools",
                             "regions", "page_types", "cost", "starts_on", "ends_on", "kill_on"}));
  EXPECT_EQ(touched(after, before), touched(before, after));
}

TEST(Touched, TheOrderOfAListSaysNothing) {
  Brief before, after;
  before.regions = {"DE", "FR"};
  after.regions = {"FR", "DE"};
  before.data = {{"a", personal}, {"b", anonymous}};
  after.data = {{"b", anonymous}, {"a", personal}};
  EXPECT_TRUE(touched(before, after).empty());
  after.data = {{"b", personal}, {"a", anonymous}};
  after.regions.push_back("IT");
  EXPECT_EQ(touched(before, after), (std::set<std::string>{"data", "regions"}));
}

TEST(Touched, VoidsExactlyWhatRestsOnIt) {
  MetGate gate;
  gate.touches = {"coverage", "tools"};
  EXPECT_FALSE(voids(gate, {}));
  EXPECT_FALSE(voids(gate, {"cost", "purpose"}));
  EXPECT_TRUE(voids(gate, {"cost", "tools"}));
  EXPECT_TRUE(voids(gate, {"coverage"}));
  EXPECT_FALSE(voids({}, {"cost"}));
}

}  // namespace
}  // namespace spotter::launches
