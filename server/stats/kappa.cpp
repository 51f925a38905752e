#include "stats/kappa.hpp"

#include <cmath>

#include "base/ensure.hpp"

namespace spotter::stats {

double mixture_kappa(double optimal_time, double alpha) {
  ensure(optimal_time > 0 && std::isfinite(optimal_time), "the time to tune for is above 0");
  ensure(alpha > 0 && alpha < 1, "alpha is strictly between 0 and 1");
  const double length = -2 * std::log(alpha);
  return optimal_time / (length + std::log1p(length));
}

}  // namespace spotter::stats
