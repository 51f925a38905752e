// Evaluates flags for visitors, exactly as @growthbook/growthbook 1.8.0 does (protocols.md 3.4).
#pragma once

#include <string_view>

#include "parts/live/flags/evaluation.hpp"
#include "parts/live/flags/feature.hpp"

namespace spotter::live {

/// The flag's value for this visitor. Any thread; `features` must outlive the result.
Evaluation evaluate(const Features& features, std::string_view flag,
                    const EvaluationContext& context);

/// What running an experiment outside a flag gives.
struct ExperimentOutcome {
  ExperimentResult result;
  std::vector<Track> tracks;
  std::vector<StickyDocument> sticky_changes;
};

/// Runs one experiment; `features` are for its parentConditions and saved groups.
ExperimentOutcome run_experiment(const Experiment& experiment, const Features& features,
                                 const EvaluationContext& context);

}  // namespace spotter::live
