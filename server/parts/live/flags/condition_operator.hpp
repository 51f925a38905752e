// The operators of conditions: $eq, $in, $regex and their kin.
#pragma once

#include <string_view>

#include "parts/live/flags/condition.hpp"

namespace spotter::live {

/// The test of one operator as @growthbook/growthbook 1.8.0 has it (evalOperatorCondition). An
/// unknown operator passes nobody, as does a regular expression that does not compile.
ConditionTest compile_operator(std::string_view name, const boost::json::value& expected);

/// True for the names compile_operator knows.
bool is_operator(std::string_view name);

}  // namespace spotter::live
