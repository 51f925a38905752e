#include "parts/live/define/launch.hpp"

#include <algorithm>

namespace spotter::live {

std::vector<std::string> metric_keys(const LaunchDefinition& launch) {
  std::vector<std::string> keys;
  for (const auto& guardrail : launch.guardrails) keys.push_back(guardrail.metric);
  for (const auto& goal : launch.goals) {
    if (std::find(keys.begin(), keys.end(), goal) == keys.end()) keys.push_back(goal);
  }
  return keys;
}

bool uses(const LaunchDefinition& launch, const std::string& metric) {
  const auto keys = metric_keys(launch);
  return std::find(keys.begin(), keys.end(), metric) != keys.end();
}

}  // namespace spotter::live
