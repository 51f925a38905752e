// The t-mixture: evidence about a mean difference that holds at every moment at once.
#pragma once

#include <optional>

#include "stats/mean_difference.hpp"

namespace spotter::stats {

/// A t statistic and where it stands: t = difference/standard_error, not NaN (infinite where
/// there is no spread), degrees of freedom nu > 0, effective size tau > 0, in units.
struct TStatistic {
  double t = 0;
  double degrees_of_freedom = 0;
  double effective_size = 0;
};

/// A range of values, low <= high.
struct Interval {
  double low = 0;
  double high = 0;

  bool operator==(const Interval&) const = default;
};

/// ln e for "no difference", two-sided (statistics section 2.2; Lindon, Ham, Tingley and
/// Bojinov 2025): >= ln(1/alpha) ever with probability <= alpha. kappa > 0, see mixture_kappa.
/// Finite for every t; at infinity it is the limit -(nu/2) ln r. Any thread.
double t_mixture_log_e(const TStatistic& statistic, double kappa);

/// ln e for "not greater", one-sided: positive t is the direction that is tested (section 2.5).
/// kappa tuned with twice the alpha. Finite for every t. Any thread.
double t_mixture_log_e_one_sided(const TStatistic& statistic, double kappa);

/// Half-width of the interval in standard errors (section 2.4); nothing while there is no finite
/// interval yet ("collecting"). degrees_of_freedom, effective_size and kappa > 0, 0 < alpha < 1.
/// Any thread.
std::optional<double> t_mixture_radius(double degrees_of_freedom, double effective_size,
                                       double kappa, double alpha);

// The same for a measured difference, with the edges of section 2.9: without spread (standard
// error 0) a difference of 0 gives 0, another one the finite limit as t grows, and no interval.

/// Two-sided; without spread -(nu/2) ln r for a difference. Any thread.
double mean_log_e(const MeanDifference& difference, double kappa);
/// `harm_sign`: +1 if a positive difference is harm, -1 if a negative one is. Any thread.
double mean_log_e_one_sided(const MeanDifference& difference, double harm_sign, double kappa);
/// All differences the test does not reject at `alpha`; nothing without spread or while collecting.
/// Any thread.
std::optional<Interval> mean_interval(const MeanDifference& difference, double kappa, double alpha);

}  // namespace spotter::stats
