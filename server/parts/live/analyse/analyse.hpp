// The analysis of an imported experiment. Pure; any thread.
#pragma once

#include "base/result.hpp"
#include "parts/live/analyse/analysis.hpp"
#include "parts/live/analyse/imported.hpp"

namespace spotter::live {

/// Level of every interval and test.
inline constexpr double analysis_alpha = 0.05;
/// What people take for significant when they peek.
inline constexpr double peeking_t = 1.96;
/// GrowthBook's default "tuning parameter" of its sequential test.
inline constexpr double growthbook_tuning = 5'000;

/// bad_request for a choice that does not fit: tau_opt not above 0, shares not above 0 or not as
/// many as an experiment's arms. Rows whose time comes twice or that have no partner are noted
/// as left out.
Result<Analysis> analyse(Imported imported, const AnalysisChoice& choice);

}  // namespace spotter::live
