// One proportion, with bounds that hold at every moment at once.
#pragma once

#include <cstdint>

namespace spotter::stats {

/// A range of proportions, 0 <= low <= high <= 1.
struct ProportionBounds {
  double low = 0;
  double high = 1;

  bool operator==(const ProportionBounds&) const = default;
};

/// The confidence sequence of statistics section 4.2: all p whose beta-binomial mixture stays
/// below ln(1/alpha), tuned for `optimal_trials` at the same alpha. Both ends are on the outer
/// side by at most a rounding of 1; no success gives low = 0, no failure high = 1, no trial [0,1].
/// One success alone gives low = 0 too: its evidence against p stays bounded as p falls to 0.
/// successes <= trials < 2^53, 0 < alpha < 1, optimal_trials > 0. Any thread.
ProportionBounds bernoulli_cs(std::uint64_t successes, std::uint64_t trials, double alpha,
                              double optimal_trials);

}  // namespace spotter::stats
