// One proportion, with Wilson's interval for one look.
#pragma once

#include <cstdint>

#include "stats/bernoulli_cs.hpp"

namespace spotter::stats {

/// successes <= trials.
struct ProportionCount {
  std::uint64_t successes = 0;
  std::uint64_t trials = 0;
};

/// Wilson's score interval at confidence 1 - alpha (statistics section 4.1; Newcombe 1998a, method
/// 3). Without trials [0, 1]. Not for repeated looks, see bernoulli_cs. 0 < alpha < 1. Any thread.
ProportionBounds wilson_interval(const ProportionCount& count, double alpha);

}  // namespace spotter::stats
