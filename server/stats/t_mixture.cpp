#include "stats/t_mixture.hpp"

#include <cmath>
#include <limits>

#include "base/ensure.hpp"
#include "stats/student.hpp"

namespace spotter::stats {
namespace {

void check(double degrees_of_freedom, double effective_size, double kappa) {
  ensure(degrees_of_freedom > 0 && std::isfinite(degrees_of_freedom),
         "degrees of freedom are finite and above 0");
  ensure(effective_size > 0 && std::isfinite(effective_size),
         "an effective size is finite and above 0");
  ensure(kappa > 0 && std::isfinite(kappa), "kappa is finite and above 0");
}

// nu/t^2, where t^2 itself would overflow beyond 1e154.
double inverse_spread(const TStatistic& statistic) {
  return statistic.degrees_of_freedom / statistic.t / statistic.t;
}

// A t statistic with no spread to divide by; the formulas take their limits there.
TStatistic statistic_of(const MeanDifference& difference) {
  return {difference.standard_error > 0
              ? difference.difference / difference.standard_error
              : std::copysign(std::numeric_limits<double>::infinity(), difference.difference),
          difference.degrees_of_freedom, difference.effective_size};
}

bool says_nothing(const MeanDifference& difference) {
  return difference.standard_error == 0 && difference.difference == 0;
}

}  // namespace

// log1p(t^2/nu) - log1p(r t^2/nu) of section 2.2 in one logarithm, with r = kappa/(kappa+tau) and
// 1-r = tau/(kappa+tau): (1+x)/(1+rx) = 1 + (1-r)/(1/x + r). Nothing cancels at nu = 1e9, and
// nothing overflows however large t is.
double t_mixture_log_e(const TStatistic& statistic, double kappa) {
  check(statistic.degrees_of_freedom, statistic.effective_size, kappa);
  ensure(!std::isnan(statistic.t), "a t statistic is a number");
  const double log_r = -std::log1p(statistic.effective_size / kappa);
  if (statistic.t == 0) return 0.5 * log_r;
  const double r = kappa / (kappa + statistic.effective_size);
  const double complement = statistic.effective_size / (kappa + statistic.effective_size);
  const double gain = std::log1p(complement / (inverse_spread(statistic) + r));
  return 0.5 * log_r + 0.5 * (statistic.degrees_of_freedom + 1) * gain;
}

// The document clamps ln T at -700, where a double underflows. Here it is computed however small
// it is: against the two-sided evidence of a large improvement, which grows like t^2/2, a clamped
// ln T would leave evidence of harm.
double t_mixture_log_e_one_sided(const TStatistic& statistic, double kappa) {
  const double two_sided = t_mixture_log_e(statistic, kappa);
  if (statistic.t == 0) return two_sided;  // ln 2 + ln T(0) = 0
  const double freedom = statistic.degrees_of_freedom;
  const double r = kappa / (kappa + statistic.effective_size);
  const double complement = statistic.effective_size / (kappa + statistic.effective_size);
  const double size = std::sqrt(complement * (freedom + 1) / (inverse_spread(statistic) + r));
  constexpr double log_two = 0.69314718055994530942;
  return two_sided + log_two + student_log_cdf(std::copysign(size, statistic.t), freedom + 1);
}

std::optional<double> t_mixture_radius(double degrees_of_freedom, double effective_size,
                                       double kappa, double alpha) {
  check(degrees_of_freedom, effective_size, kappa);
  ensure(alpha > 0 && alpha < 1, "alpha is strictly between 0 and 1");
  const double log_r = -std::log1p(effective_size / kappa);
  const double log_level = (log_r + 2 * std::log(alpha)) / (degrees_of_freedom + 1);
  if (log_level <= log_r) return std::nullopt;
  const double reach = std::expm1(log_level);
  return std::sqrt(degrees_of_freedom * -reach / (reach - std::expm1(log_r)));
}

double mean_log_e(const MeanDifference& difference, double kappa) {
  if (says_nothing(difference)) return 0;
  return t_mixture_log_e(statistic_of(difference), kappa);
}

double mean_log_e_one_sided(const MeanDifference& difference, double harm_sign, double kappa) {
  ensure(std::abs(harm_sign) == 1, "a sign is 1 or -1");
  if (says_nothing(difference)) return 0;
  TStatistic statistic = statistic_of(difference);
  statistic.t *= harm_sign;
  return t_mixture_log_e_one_sided(statistic, kappa);
}

std::optional<Interval> mean_interval(const MeanDifference& difference, double kappa,
                                      double alpha) {
  if (difference.standard_error == 0) return std::nullopt;
  const std::optional<double> radius =
      t_mixture_radius(difference.degrees_of_freedom, difference.effective_size, kappa, alpha);
  if (!radius) return std::nullopt;
  const double half_width = *radius * difference.standard_error;
  return Interval{difference.difference - half_width, difference.difference + half_width};
}

}  // namespace spotter::stats
