// One stream, one split, one test over arms in sentences.
#pragma once

#include <string>

#include "parts/live/analyse/analysis.hpp"

namespace spotter::live {

std::string stream_text(const StreamAnalysis& stream);
std::string split_text(const SplitAnalysis& split);
std::string arms_text(const ArmsAnalysis& arms);

/// "experiment 036afc, metric 1": what the file names; empty if it names nothing.
std::string place_text(const std::string& experiment, const std::string& metric);
/// A whole number with commas between thousands.
std::string count_text(std::uint64_t count);

}  // namespace spotter::live
