#include "stats/newcombe.hpp"

#include <cmath>

namespace spotter::stats {

std::optional<ProportionDifference> newcombe_interval(const ProportionCount& a,
                                                      const ProportionCount& b, double alpha) {
  const ProportionBounds a_bounds = wilson_interval(a, alpha);
  const ProportionBounds b_bounds = wilson_interval(b, alpha);
  if (a.trials == 0 || b.trials == 0) return std::nullopt;
  const double a_share = static_cast<double>(a.successes) / static_cast<double>(a.trials);
  const double b_share = static_cast<double>(b.successes) / static_cast<double>(b.trials);
  const double difference = a_share - b_share;
  return ProportionDifference{
      difference,
      {difference - std::hypot(a_share - a_bounds.low, b_bounds.high - b_share),
       difference + std::hypot(a_bounds.high - a_share, b_share - b_bounds.low)}};
}

}  // namespace spotter::stats
