// The difference of two means with its uncertainty: what the t-mixture tests.
#pragma once

#include <cstdint>
#include <optional>

#include "stats/moments.hpp"

namespace spotter::stats {

/// mean(treatment) - factor * mean(control), in the unit of the values (statistics section 2.1).
struct MeanDifference {
  double difference = 0;
  double standard_error = 0;      ///< unpooled (Welch), >= 0
  double degrees_of_freedom = 0;  ///< n_T + n_C - 2
  double effective_size = 0;      ///< tau = n_T n_C/(n_T + n_C), in units: the test's time

  bool operator==(const MeanDifference&) const = default;
};

/// Nothing while either arm has fewer than 2 units. `control_factor`, finite: 1 for a difference;
/// for a relative margin m, 1 - m where higher is better and 1 + m where lower is (statistics
/// section 2.5). Any thread.
std::optional<MeanDifference> mean_difference(const Moments& treatment, const Moments& control,
                                              double control_factor = 1);

/// Variance within the arms, pooled: (M2_T + M2_C)/(n_T + n_C - 2), in the squared unit of the
/// values; nothing while there are fewer than 3 units. Any thread.
std::optional<double> pooled_variance(const Moments& treatment, const Moments& control);

/// The effective size of totals that keep growing after exposure, whose information grows while
/// the units stand still: tau * max(1, variance/reference) (statistics section 2.8). `reference`
/// >= 0: the pooled variance at the first moment both arms had growing_reference_units; 0 says
/// nothing about growth and leaves tau alone. `variance` >= 0. Any thread.
double growing_effective_size(double effective_size, double variance, double reference);

/// Units both arms need before the reference variance is frozen.
inline constexpr std::uint64_t growing_reference_units = 50;

}  // namespace spotter::stats
