// What an edit of a brief touches, and which approvals it voids: those that rest on it. Pure.
#pragma once

#include <set>
#include <string>

#include "parts/launches/policy.hpp"

namespace spotter::launches {

/// The names of the fields in which the two differ, as in JSON. A list in another order is the
/// same. The coverage stands in no brief: whoever sees it change adds "coverage".
std::set<std::string> touched(const Brief& before, const Brief& after);

/// True if the gate's approval rests on one of these fields.
bool voids(const MetGate& gate, const std::set<std::string>& touched);

}  // namespace spotter::launches
