// Draws up a receipt from the counts at the deciding event.
#pragma once

#include "parts/live/act/receipt.hpp"

namespace spotter::live {

/// The loss of a launch at this state: metrics with a worth, each once, with confidence split
/// evenly; without any worth, affected units of all conversion metrics (semantics.md, "Loss in a
/// receipt"). A mean without a finite interval is named as not counted. Pure.
Loss loss_of(const LaunchJudge& judge, const Measured& measured);

/// Exposed units by arm key.
std::map<std::string, std::uint64_t> exposed_units(const LaunchJudge& judge,
                                                   const std::vector<ArmCounts>& arms);

}  // namespace spotter::live
