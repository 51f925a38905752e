// GrowthBook's remote evaluation (protocols.md 3.3), as @growthbook/proxy-eval 1.1.2 does it, but
// for the saved groups, which it sends out and which nobody else is meant to see.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "parts/live/flags/evaluation.hpp"
#include "parts/live/flags/feature.hpp"

namespace spotter::protocols {

/// Compiles a payload: {"features", "savedGroups"}, as JSON text.
Result<live::Features> read_features(std::string_view payload);

/// Who asks: {"attributes", "forcedVariations", "forcedFeatures": [[flag, value], …], "url"}. What
/// is missing, null or of another type counts as not given; an empty body is an empty object.
/// bad_request if the body is neither empty nor a JSON object.
Result<live::EvaluationContext> read_remote_request(std::string_view body);

/// Every flag reduced to its value for this visitor, and to the exposures that the SDK is to
/// report: {flag: {"defaultValue", "rules"?: [{"force", "tracks"}]}}.
boost::json::object evaluate_remotely(const live::Features& features,
                                      const live::EvaluationContext& context);

}  // namespace spotter::protocols
