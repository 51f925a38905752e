// The ordinary t test of two means, for one look at a moment fixed beforehand.
#pragma once

#include <optional>

#include "stats/t_mixture.hpp"

namespace spotter::stats {

/// Welch's test with its interval, in the unit of the values. Not valid when looked at repeatedly:
/// for imported comparisons, surveys and reports, never for a decision on running data.
struct Welch {
  double difference = 0;  ///< mean(a) - mean(b)
  double standard_error = 0;
  double t = 0;
  double degrees_of_freedom = 0;  ///< Welch and Satterthwaite's
  double p = 1;                   ///< two-sided
  Interval interval;              ///< at confidence 1 - alpha
};

/// Nothing while a group has fewer than 2 units or neither has spread. 0 < alpha < 1. Any thread.
std::optional<Welch> welch_test(const Moments& a, const Moments& b, double alpha);

/// Welch and Satterthwaite's degrees of freedom; nothing as above. Any thread.
std::optional<double> welch_degrees_of_freedom(const Moments& a, const Moments& b);

}  // namespace spotter::stats
