// Policy: which gates a launch meets, and why. A function of policy, brief and coverage. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parts/launches/brief.hpp"

namespace spotter::launches {

/// The gate that personal and special data meet whatever a policy says.
inline constexpr std::string_view legal_gate = "legal";
/// Working hours for it, where the policy has no rule of its own for these data.
inline constexpr int legal_gate_hours = 40;

/// What a rule looks at: every named part must hold, and a list holds if one of its entries does.
/// With nothing named a rule holds for every launch. What a brief does not say holds for no part.
struct GateWhen {
  std::vector<LaunchKind> kinds;
  std::vector<DataClass> data_classes;
  std::vector<std::string> regions;
  std::vector<std::string> page_types;
  std::optional<bool> new_vendor;
  std::optional<Money> cost_over;
  std::optional<double> coverage_over;

  bool operator==(const GateWhen&) const = default;
};
SPOTTER_DESCRIBE(
    GateWhen,
    (kinds, optional, "One of these kinds of launches.")(data_classes, optional,
                                                         "Data of one of these classes.")(
        regions, optional, "One of these countries, as ISO 3166-1 codes.")(
        page_types, optional, "One of these kinds of pages, in capitals or not.")(
        new_vendor, optional, "true: a tool of a new vendor; false: tools, and none of a new one.")(
        cost_over, optional, "More than this; a cost in another currency counts as more.")(
        coverage_over, optional, "More than this part of the visitors, 0 to 1."))

/// One line of a policy. Several may name the same gate.
struct GateRule {
  std::string gate;
  std::string name;
  GateWhen when;
  int hours = 0;
  std::vector<std::string> consulted;
  std::string evidence;

  bool operator==(const GateRule&) const = default;
};
SPOTTER_DESCRIBE(GateRule, (gate, required, "The key of the area whose decider decides.")(
                               name, required, "What people call the gate.")(
                               when, optional, "Which launches meet it; all if left out.")(
                               hours, required, "Working hours that the decider has, 1 to 400.")(
                               consulted, optional, "Keys of the members who are asked as well.")(
                               evidence, optional, "What the decider wants to see."))

struct Policy {
  std::vector<GateRule> gates;

  bool operator==(const Policy&) const = default;
};
SPOTTER_DESCRIBE(Policy, (gates, required, "The rules, in the order in which gates are shown."))

/// What is asked of a policy.
struct GateQuestion {
  Brief brief;
  std::optional<double> coverage;

  bool operator==(const GateQuestion&) const = default;
};
SPOTTER_DESCRIBE(GateQuestion,
                 (brief, required, "The launch's brief.")(
                     coverage, optional,
                     "The part of the visitors that takes part at most, 0 to 1; null: not said."))

/// A gate that a launch meets. Times are working hours of whoever decides.
struct MetGate {
  std::string gate;
  std::string name;
  int hours = 0;
  std::vector<std::string> consulted;
  std::string evidence;
  std::vector<std::string> reasons;
  std::vector<std::string> touches;

  bool operator==(const MetGate&) const = default;
};
SPOTTER_DESCRIBE(MetGate,
                 (gate, required, "The key of the area whose decider decides.")(
                     name, required,
                     "What people call the gate.")(hours, required,
                                                   "Working hours that the decider has.")(
                     consulted, required, "Keys of the members who are asked as well.")(
                     evidence, required, "What the decider wants to see; may be empty.")(
                     reasons, required, "Why this launch meets it, as sentences.")(
                     touches, required,
                     "What its approval rests on, sorted: fields of the brief, and \"coverage\"."))

/// A bad_request with a JSON pointer into the policy: a gate that is no key, a rule without a name,
/// hours outside 1 to 400, a coverage outside 0 to 1, what malformed(Brief) would refuse.
std::optional<Problem> malformed(const Policy& policy);

/// The gates that this launch meets, each once, in the order of their first rule that holds; a
/// legal gate that no rule asks for comes last. Rules of one gate are joined: first name, fewest
/// hours, all reasons, consulted members and evidence. Personal or special data meet `legal_gate`
/// always.
///
/// `touches` are the fields that any rule of the gate looks at, whether it holds or not: as long as
/// none of them changes, the gate stays met for the same reasons. A rule that holds for every
/// launch rests on the whole brief. Policy and question are not malformed.
std::vector<MetGate> gates_for(const Policy& policy, const GateQuestion& question);

}  // namespace spotter::launches
