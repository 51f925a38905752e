// One odds ratio and one risk ratio out of several stages.
#pragma once

#include <optional>
#include <span>

#include "stats/wilson.hpp"

namespace spotter::stats {

/// Successes of both arms in one stage.
struct StageCounts {
  ProportionCount treatment;
  ProportionCount control;
};

/// Treatment to control; nothing where the denominator is 0.
struct MantelHaenszel {
  std::optional<double> odds_ratio;
  std::optional<double> risk_ratio;
};

/// Mantel and Haenszel's pooled ratios: stages are compared within, then put together (statistics
/// section 3.4). Any thread.
MantelHaenszel mantel_haenszel(std::span<const StageCounts> stages);

}  // namespace spotter::stats
