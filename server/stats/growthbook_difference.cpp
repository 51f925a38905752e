#include "stats/growthbook_difference.hpp"

#include <algorithm>
#include <cmath>

#include "base/ensure.hpp"
#include "stats/kappa.hpp"
#include "stats/normal_mixture.hpp"
#include "stats/student.hpp"
#include "stats/welch.hpp"

namespace spotter::stats {
namespace {

// Estimate and standard error alone.
std::optional<GrowthBookDifference> estimated(const Moments& treatment, const Moments& control,
                                              DifferenceScale scale) {
  const std::optional<double> treatment_variance = treatment.variance();
  const std::optional<double> control_variance = control.variance();
  if (!treatment_variance || !control_variance) return std::nullopt;
  if (*treatment_variance <= 0 || *control_variance <= 0) return std::nullopt;
  const double treatment_error = *treatment_variance / static_cast<double>(treatment.n);
  const double control_error = *control_variance / static_cast<double>(control.n);
  GrowthBookDifference result;
  result.estimate = treatment.mean - control.mean;
  if (scale == DifferenceScale::absolute) {
    result.standard_error = std::sqrt(treatment_error + control_error);
    return result;
  }
  if (control.mean == 0) return std::nullopt;
  const double ratio = treatment.mean / control.mean;
  result.estimate /= std::abs(control.mean);
  result.standard_error =
      std::sqrt(treatment_error + ratio * ratio * control_error) / std::abs(control.mean);
  return result;
}

void reach(GrowthBookDifference& result, double half_width) {
  result.interval = {result.estimate - half_width, result.estimate + half_width};
}

}  // namespace

std::optional<GrowthBookDifference> growthbook_fixed(const Moments& treatment,
                                                     const Moments& control,
                                                     const GrowthBookSettings& settings) {
  ensure(settings.alpha > 0 && settings.alpha < 1, "alpha is strictly between 0 and 1");
  std::optional<GrowthBookDifference> result = estimated(treatment, control, settings.scale);
  if (!result) return std::nullopt;
  const double freedom = *welch_degrees_of_freedom(treatment, control);
  result->p = student_two_sided_p(result->estimate / result->standard_error, freedom);
  reach(*result, student_quantile(1 - settings.alpha / 2, freedom) * result->standard_error);
  return result;
}

// z = estimate/standard error; z times the root of the time is a sum, the time its variance.
std::optional<GrowthBookDifference> growthbook_sequential(const Moments& treatment,
                                                          const Moments& control,
                                                          const GrowthBookSettings& settings) {
  const double kappa = mixture_kappa(settings.tuning, settings.alpha);
  std::optional<GrowthBookDifference> result = estimated(treatment, control, settings.scale);
  if (!result) return std::nullopt;
  const double time = static_cast<double>(treatment.n + control.n);
  const double sum = result->estimate / result->standard_error * std::sqrt(time);
  result->p = std::min(1.0, std::exp(-normal_mixture_log_e({sum, time}, kappa)));
  const double bound = normal_mixture_bound(time, kappa, settings.alpha);
  reach(*result, bound / std::sqrt(time) * result->standard_error);
  return result;
}

}  // namespace spotter::stats
