// A launch's figures as the running loop has them.
#pragma once

#include "parts/live/act/loop.hpp"
#include "parts/live/recount/figures.hpp"

namespace spotter::live {

/// The figures that Recount::figures gives, read out of the loop's streaming state, as after
/// loop.sequence(); empty if there is no such launch. A copy of a few hundred numbers. Loop's
/// thread, between two records.
Figures figures_of(Loop& loop, const std::string& launch);

}  // namespace spotter::live
