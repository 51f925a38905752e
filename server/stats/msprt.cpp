#include "stats/msprt.hpp"

#include <cmath>

namespace spotter::stats {

double msprt_log_ratio(double difference, double variance, double tau_squared) {
  if (!(variance > 0) || !(tau_squared > 0)) return 0;
  const double whole = variance + tau_squared;
  return -0.5 * std::log1p(tau_squared / variance) +
         tau_squared / whole * (difference / variance) * (difference / 2);
}

}  // namespace spotter::stats
