#include "stats/e_merge.hpp"

#include <cmath>

#include "base/ensure.hpp"
#include "stats/log_sum.hpp"

namespace spotter::stats {

double e_merge(std::span<const double> log_e, std::span<const double> weights) {
  ensure(log_e.size() == weights.size(), "every e-value has a weight");
  LogSum sum;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    ensure(weights[i] >= 0 && std::isfinite(weights[i]), "a weight is finite and not negative");
    ensure(!std::isnan(log_e[i]), "evidence is a number");
    if (weights[i] > 0) sum.add(std::log(weights[i]) + log_e[i]);
  }
  return sum.value();
}

}  // namespace spotter::stats
