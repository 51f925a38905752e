// What somebody asked of an analysis, in words: the same on the command line and in a URL.
#pragma once

#include <string_view>
#include <vector>

#include "parts/live/analyse/analysis.hpp"

namespace spotter::live {

struct AnalysisRequest {
  AnalysisChoice choice;
  std::map<std::string, std::string> columns;  ///< word of a role -> name of a column
};

/// One thing that can be asked for.
struct AnalysisOption {
  std::string_view name;
  std::string_view sentence;
};

/// tau_opt, growing_totals, control, shares, and the word of every role of a column.
std::vector<AnalysisOption> analysis_options();

/// Puts one option into the request. bad_request for an unknown name or a value that does not fit;
/// shares are written as "50:50" or "0.5,0.25,0.25".
Result<void> set_option(AnalysisRequest& request, std::string_view name, std::string_view value);

}  // namespace spotter::live
