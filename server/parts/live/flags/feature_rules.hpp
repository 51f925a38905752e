// What a flag's rules must be like to be saved (protocols.md 1, rules 1, 2, 5 and 7).
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "parts/live/flags/feature.hpp"

namespace spotter::live {

/// Everything wrong with a flag {"defaultValue", "rules"} in GrowthBook's grammar; pointers start
/// with `at`. Stricter than Features::compile: hash version 2 only, every experiment with a key, a
/// seed, a hash attribute and a key for each arm, weights that add up, conditions as
/// check_condition wants them.
std::vector<Problem> check_feature(const boost::json::value& feature, const std::string& at = {});

/// Flags that wait for themselves, for a flag that does not exist, or in a longer chain than
/// limits::prerequisite_depth_max; pointers as in Features::compile.
std::vector<Problem> check_prerequisites(const Features& features);

}  // namespace spotter::live
