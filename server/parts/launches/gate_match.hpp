// Whether one rule of a policy holds for a launch, and in which words. Pure.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "parts/launches/policy.hpp"

namespace spotter::launches {

/// Why the rule holds, one sentence a part and never none; nothing: it does not hold.
std::optional<std::vector<std::string>> reasons_of(const GateWhen& when,
                                                   const GateQuestion& question);

/// The fields that the rule looks at: of the brief, and "coverage"; all of them if it names none.
std::set<std::string> looked_at(const GateWhen& when);

/// The data of the brief that only the legal gate may let pass: personal and special ones.
std::vector<std::string> protected_data(const Brief& brief);

/// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& words);

}  // namespace spotter::launches
