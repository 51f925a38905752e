#include "stats/normal_mixture.hpp"

#include <cmath>

#include "base/ensure.hpp"
#include "stats/normal.hpp"

namespace spotter::stats {

double normal_mixture_log_e(const NormalSum& sum, double kappa) {
  ensure(sum.v >= 0 && std::isfinite(sum.v), "an intrinsic time is finite and not negative");
  ensure(kappa > 0 && std::isfinite(kappa), "kappa is finite and above 0");
  return -0.5 * std::log1p(sum.v / kappa) + sum.s / (sum.v + kappa) * sum.s / 2;
}

double normal_mixture_log_e_one_sided(const NormalSum& sum, double kappa) {
  constexpr double log_two = 0.69314718055994530942;
  return normal_mixture_log_e(sum, kappa) + log_two +
         normal_log_cdf(sum.s / std::sqrt(sum.v + kappa));
}

double normal_mixture_bound(double v, double kappa, double alpha) {
  ensure(v > 0 && std::isfinite(v), "an intrinsic time is finite and above 0");
  ensure(kappa > 0 && std::isfinite(kappa), "kappa is finite and above 0");
  ensure(alpha > 0 && alpha < 1, "alpha is strictly between 0 and 1");
  return std::sqrt((v + kappa) * (std::log1p(v / kappa) - 2 * std::log(alpha)));
}

// For s > 0 the one-sided e is at least the two-sided one, so its bound lies below; bisection down
// to neighbouring doubles.
double normal_mixture_bound_one_sided(double v, double kappa, double alpha) {
  double quiet = 0;
  double alarmed = normal_mixture_bound(v, kappa, alpha);
  for (;;) {
    const double middle = quiet + (alarmed - quiet) / 2;
    if (middle <= quiet || middle >= alarmed) return alarmed;
    const double log_e = normal_mixture_log_e_one_sided({middle, v}, kappa);
    (log_e >= -std::log(alpha) ? alarmed : quiet) = middle;
  }
}

}  // namespace spotter::stats
