// How an experiment's units fell on its arms, and whether the arms differ at all. Pure; any thread.
#pragma once

#include <span>

#include "base/result.hpp"
#include "parts/live/analyse/analysis.hpp"
#include "parts/live/analyse/looks.hpp"
#include "parts/live/analyse/stream.hpp"

namespace spotter::live {

/// The sample ratio of all arms: sequential over several looks, the chi-square at a single one
/// (statistics section 4.4). `shares` are relative, one an arm, or none for equal ones;
/// bad_request for another number of them.
Result<SplitAnalysis> analyse_split(const MetricRows& metric, std::span<const ArmsLook> looks,
                                    std::span<const double> shares, TimeForm times);

/// The chi-square over all arms at the last look that has them all; for conversions only.
ArmsAnalysis analyse_arms(const MetricRows& metric, std::span<const ArmsLook> looks);

}  // namespace spotter::live
