#include "stats/mean_difference.hpp"

#include <algorithm>
#include <cmath>

#include "base/ensure.hpp"

namespace spotter::stats {

std::optional<MeanDifference> mean_difference(const Moments& treatment, const Moments& control,
                                              double control_factor) {
  ensure(std::isfinite(control_factor), "the control's factor is finite");
  const std::optional<double> treatment_variance = treatment.variance();
  const std::optional<double> control_variance = control.variance();
  if (!treatment_variance || !control_variance) return std::nullopt;
  const double n_treatment = static_cast<double>(treatment.n);
  const double n_control = static_cast<double>(control.n);
  const double squared_error = *treatment_variance / n_treatment +
                               control_factor * control_factor * *control_variance / n_control;
  const double difference = treatment.mean - control_factor * control.mean +
                            (treatment.mean_rest - control_factor * control.mean_rest);
  return MeanDifference{difference, std::sqrt(squared_error), n_treatment + n_control - 2,
                        n_treatment * n_control / (n_treatment + n_control)};
}

std::optional<double> pooled_variance(const Moments& treatment, const Moments& control) {
  const std::uint64_t units = treatment.n + control.n;
  if (units < 3) return std::nullopt;
  return (treatment.m2 + control.m2) / static_cast<double>(units - 2);
}

double growing_effective_size(double effective_size, double variance, double reference) {
  ensure(effective_size >= 0, "an effective size is not negative");
  ensure(variance >= 0 && reference >= 0, "a variance is not negative");
  if (reference == 0) return effective_size;
  return effective_size * std::max(1.0, variance / reference);
}

}  // namespace spotter::stats
