// What a definitions file must satisfy before it is applied.
#pragma once

#include <map>
#include <vector>

#include "parts/live/define/launch.hpp"

namespace spotter::live {

/// Everything wrong with `definitions`, each with a pointer into the file; empty if all is well.
/// Metrics may come from the file itself or from `known`. Pure.
std::vector<Problem> check(const Definitions& definitions,
                           const std::map<std::string, Metric>& known);

}  // namespace spotter::live
