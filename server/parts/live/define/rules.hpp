// Definitions in GrowthBook's grammar: the one targeting language (protocols.md 1).
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "parts/live/define/launch.hpp"
#include "parts/live/flags/bucket.hpp"

namespace spotter::live {

/// The experiment rule of a launch: arms, weights, coverage, seed and hashVersion 2.
boost::json::object experiment_rule(const LaunchDefinition& launch);

/// The rule of a launch that is over: control for everybody, without any hash.
boost::json::object control_rule(const LaunchDefinition& launch);

/// A standing flag as GrowthBook's feature: defaultValue and rules.
boost::json::object feature_of(const StandingFlag& flag);

/// The hash ranges of the launch's arms.
std::vector<BucketRange> ranges_of(const LaunchDefinition& launch);

/// Exact bucket shares of the launch's arms, of 10,000.
std::vector<std::uint32_t> shares_of(const LaunchDefinition& launch);

/// The arm's key that a unit (raw id) falls into by its hash alone; empty if into none.
std::string assigned_arm(const LaunchDefinition& launch, std::string_view unit);

/// Everything wrong with a standing flag's rules; pointers start with `at`.
std::vector<Problem> check_rules(const StandingFlag& flag, const std::string& at);

/// Prerequisites that wait for themselves, for a flag that does not exist, or in too long a chain.
/// `launch_flags` are the keys of flags that launches decide. Each problem's pointer begins with
/// the key of the flag it is about: "/banner/rules/0/…".
std::vector<Problem> check_prerequisites(const std::map<std::string, StandingFlag>& flags,
                                         const std::vector<std::string>& launch_flags);

/// Everything wrong with a launch's condition; pointers start with `at`.
std::vector<Problem> check_condition(const LaunchDefinition& launch, const std::string& at);

}  // namespace spotter::live
