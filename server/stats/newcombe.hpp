// The difference of two proportions, with Newcombe's interval for one look.
#pragma once

#include <optional>

#include "stats/t_mixture.hpp"
#include "stats/wilson.hpp"

namespace spotter::stats {

/// share(a) - share(b), within [-1, 1].
struct ProportionDifference {
  double difference = 0;
  Interval interval;
};

/// Newcombe's hybrid score interval at confidence 1 - alpha (statistics section 4.1; Newcombe
/// 1998b, method 10). Nothing if one has no trial. Not for repeated looks. 0 < alpha < 1. Any
/// thread.
std::optional<ProportionDifference> newcombe_interval(const ProportionCount& a,
                                                      const ProportionCount& b, double alpha);

}  // namespace spotter::stats
