// Contextual bandits: an experiment's weights by condition.
#pragma once

#include "parts/live/flags/experiment.hpp"

namespace spotter::live {

/// Reads a payload's contextualBandits entry for one experiment, whose own ranges, coverage and
/// weights it takes over.
Result<Bandit> compile_bandit(const boost::json::value& entry, const Experiment& experiment,
                              const std::string& at);

}  // namespace spotter::live
