// One treatment arm against control, look by look. Pure; any thread.
#pragma once

#include <span>

#include "parts/live/analyse/analysis.hpp"
#include "parts/live/analyse/looks.hpp"

namespace spotter::live {

/// How times are written.
struct TimeForm {
  bool has_times = false;
  bool are_dates = false;
};

/// Fills in all of a stream but its names. `looks` in the order of time.
StreamAnalysis analyse_stream(std::span<const PairLook> looks, const AnalysisChoice& choice,
                              TimeForm times);

/// Notes a call at a look, if it is the first.
void note_call(FirstCall& first, std::size_t look, double time, TimeForm times);

}  // namespace spotter::live
