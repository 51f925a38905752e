// Capping a unit's total, so that one order cannot decide.
#pragma once

#include <algorithm>
#include <optional>

namespace spotter::stats {

/// The total as the arm's state sees it: at most `cap`, at least -cap (refunds); without a cap the
/// total itself (statistics section 3.3). Units of the values; cap > 0. Because the state changes
/// by capped(after) - capped(before), it does not matter how a total came about. Any thread.
inline double capped(double total, std::optional<double> cap) {
  return cap ? std::clamp(total, -*cap, *cap) : total;
}

}  // namespace spotter::stats
