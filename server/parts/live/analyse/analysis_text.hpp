// An analysis in plain sentences that both sides can read.
#pragma once

#include <string>

#include "parts/live/analyse/analysis.hpp"

namespace spotter::live {

/// What is written out besides the summary, which always comes, at the end.
enum class Detail {
  some,  ///< at most 20 streams: those that were called first
  all,
};

std::string analysis_text(const Analysis& analysis, Detail detail);

}  // namespace spotter::live
