#include "parts/launches/policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/limits.hpp"
#include "parts/launches/brief_limits.hpp"
#include "parts/launches/gate_match.hpp"

namespace spotter::launches {

namespace {

std::optional<Problem> malformed_when(const GateWhen& when, const std::string& at) {
  if (auto problem = malformed_count(when.kinds.size(), at + "/kinds")) return problem;
  if (auto problem = malformed_count(when.data_classes.size(), at + "/data_classes"))
    return problem;
  if (auto problem = malformed_regions(when.regions, at + "/regions")) return problem;
  if (auto problem = malformed_words(when.page_types, at + "/page_types")) return problem;
  if (when.cost_over) {
    if (auto problem = malformed_cost(*when.cost_over, at + "/cost_over")) return problem;
  }
  if (when.coverage_over && !(*when.coverage_over >= 0 && *when.coverage_over <= 1))
    return bad_request("A coverage is from 0 to 1.", at + "/coverage_over");
  return {};
}

std::optional<Problem> malformed_consulted(const std::vector<std::string>& members,
                                           const std::string& at) {
  if (auto problem = malformed_words(members, at)) return problem;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (!is_key(members[i]))
      return bad_request(fmt::format("\"{}\" is no member's key.", members[i]),
                         fmt::format("{}/{}", at, i));
  }
  return {};
}

std::optional<Problem> malformed_rule(const GateRule& rule, const std::string& at) {
  if (!is_key(rule.gate))
    return bad_request(
        "A gate is named after an area: 1 to 128 letters, digits, dots, hyphens and underscores.",
        at + "/gate");
  if (auto problem = malformed_word(rule.name, at + "/name")) return problem;
  if (rule.hours < 1 || rule.hours > limits::gate_hours_max)
    return bad_request(
        fmt::format("A gate's hours are working hours, 1 to {}.", limits::gate_hours_max),
        at + "/hours");
  if (auto problem = malformed_consulted(rule.consulted, at + "/consulted")) return problem;
  if (auto problem = malformed_text(rule.evidence, at + "/evidence")) return problem;
  return malformed_when(rule.when, at + "/when");
}

void append_new(std::vector<std::string>& words, const std::vector<std::string>& more) {
  for (const auto& word : more) {
    if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
  }
}

MetGate& gate_named(std::vector<MetGate>& gates, const std::string& key) {
  auto found = std::find_if(gates.begin(), gates.end(),
                            [&](const MetGate& gate) { return gate.gate == key; });
  if (found != gates.end()) return *found;
  gates.push_back({});
  gates.back().gate = key;
  return gates.back();
}

void add_evidence(MetGate& gate, const std::string& evidence) {
  const auto lines = fmt::format("\n{}\n", gate.evidence);
  if (evidence.empty() || lines.find(fmt::format("\n{}\n", evidence)) != std::string::npos) return;
  if (!gate.evidence.empty()) gate.evidence += '\n';
  gate.evidence += evidence;
}

void join(MetGate& gate, const GateRule& rule, const std::vector<std::string>& reasons) {
  if (gate.name.empty()) gate.name = rule.name;
  gate.hours = gate.hours == 0 ? rule.hours : std::min(gate.hours, rule.hours);
  append_new(gate.consulted, rule.consulted);
  append_new(gate.reasons, reasons);
  add_evidence(gate, rule.evidence);
}

void add_legal(std::vector<MetGate>& gates, const Brief& brief) {
  const auto found = protected_data(brief);
  if (found.empty()) return;
  auto& gate = gate_named(gates, std::string(legal_gate));
  if (gate.name.empty()) gate.name = "Legal";
  if (gate.hours == 0) gate.hours = legal_gate_hours;
  if (gate.evidence.empty())
    gate.evidence = "For which purpose, on which legal basis, for how long, and who gets the data.";
  gate.reasons.push_back(
      fmt::format("It touches {}: no policy lets that skip this gate.", listed(found)));
}

std::vector<std::string> touches_of(const Policy& policy, const MetGate& gate) {
  std::set<std::string> fields;
  for (const auto& rule : policy.gates) {
    if (rule.gate == gate.gate) fields.merge(looked_at(rule.when));
  }
  if (gate.gate == legal_gate) fields.insert("data");
  return {fields.begin(), fields.end()};
}

}  // namespace

std::optional<Problem> malformed(const Policy& policy) {
  if (policy.gates.size() > limits::gate_rules_max)
    return bad_request(fmt::format("A policy has at most {} rules.", limits::gate_rules_max),
                       "/gates");
  for (std::size_t i = 0; i < policy.gates.size(); ++i) {
    if (auto problem = malformed_rule(policy.gates[i], fmt::format("/gates/{}", i))) return problem;
  }
  return {};
}

std::vector<MetGate> gates_for(const Policy& policy, const GateQuestion& question) {
  std::vector<MetGate> gates;
  for (const auto& rule : policy.gates) {
    const auto reasons = reasons_of(rule.when, question);
    if (reasons) join(gate_named(gates, rule.gate), rule, *reasons);
  }
  add_legal(gates, question.brief);
  for (auto& gate : gates) gate.touches = touches_of(policy, gate);
  return gates;
}

}  // namespace spotter::launches
