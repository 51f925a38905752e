// What a condition must be like to be saved (protocols.md 1, rules 3 to 5).
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <vector>

#include "base/problem.hpp"

namespace spotter::live {

/// Everything wrong with a condition; pointers start with `at`. Checked are its size and depth
/// (limits.hpp), that every operator is known and has an operand it can use, and that regular
/// expressions mean something in JavaScript and are accepted by RE2.
std::vector<Problem> check_condition(const boost::json::value& condition, const std::string& at);

}  // namespace spotter::live
