#include "parts/live/define/rules.hpp"

#include "base/limits.hpp"
#include "parts/live/flags/condition_rules.hpp"
#include "parts/live/flags/feature_rules.hpp"
#include "parts/live/flags/hash.hpp"

namespace spotter::live {

namespace {

std::vector<double> weights_of(const LaunchDefinition& launch) {
  std::vector<double> weights;
  for (const auto& arm : launch.arms) weights.push_back(arm.weight);
  return weights;
}

// Problems of a feature point below "": they are moved to where the feature stands.
std::vector<Problem> moved(std::vector<Problem> problems, const std::string& at) {
  for (auto& problem : problems) problem.pointer = at + problem.pointer;
  return problems;
}

}  // namespace

boost::json::object experiment_rule(const LaunchDefinition& launch) {
  boost::json::array variations, meta, weights;
  for (const auto& arm : launch.arms) {
    variations.push_back(arm.value);
    meta.push_back(boost::json::object{{"key", arm.key}});
    weights.emplace_back(arm.weight);
  }
  boost::json::object rule{{"id", launch.key},           {"key", launch.key},
                           {"seed", launch.key},         {"hashAttribute", launch.unit},
                           {"hashVersion", 2},           {"variations", std::move(variations)},
                           {"meta", std::move(meta)},    {"weights", std::move(weights)},
                           {"coverage", launch.coverage}};
  if (launch.condition) rule["condition"] = *launch.condition;
  return rule;
}

boost::json::object control_rule(const LaunchDefinition& launch) {
  return {{"id", launch.key}, {"force", launch.arms.front().value}};
}

boost::json::object feature_of(const StandingFlag& flag) {
  boost::json::array rules(flag.rules.begin(), flag.rules.end());
  return {{"defaultValue", flag.default_}, {"rules", std::move(rules)}};
}

std::vector<BucketRange> ranges_of(const LaunchDefinition& launch) {
  return bucket_ranges(static_cast<int>(launch.arms.size()), launch.coverage, weights_of(launch));
}

std::vector<std::uint32_t> shares_of(const LaunchDefinition& launch) {
  return bucket_shares(ranges_of(launch));
}

std::string assigned_arm(const LaunchDefinition& launch, std::string_view unit) {
  if (unit.empty()) return {};
  const auto bucket = bucket_of(launch.key, unit, 2);
  const auto arm = choose_variation(*bucket, ranges_of(launch));
  return arm ? launch.arms[*arm].key : std::string();
}

std::vector<Problem> check_rules(const StandingFlag& flag, const std::string& at) {
  return moved(check_feature(feature_of(flag)), at);
}

std::vector<Problem> check_prerequisites(const std::map<std::string, StandingFlag>& flags,
                                         const std::vector<std::string>& launch_flags) {
  constexpr std::string_view root = "/features";
  boost::json::object all;
  for (const auto& key : launch_flags) all[key] = boost::json::object{{"defaultValue", nullptr}};
  for (const auto& [key, flag] : flags) all[key] = feature_of(flag);
  const auto features = Features::compile(boost::json::object{{"features", std::move(all)}});
  auto problems = features ? check_prerequisites(*features) : std::vector{features.error()};
  for (auto& problem : problems) {
    if (problem.pointer.starts_with(root)) problem.pointer.erase(0, root.size());
  }
  return problems;
}

std::vector<Problem> check_condition(const LaunchDefinition& launch, const std::string& at) {
  if (!launch.condition) return {};
  return moved(check_condition(*launch.condition, "/condition"), at);
}

}  // namespace spotter::live
