#include "evidence/looks.hpp"

#include <algorithm>
#include <cmath>

#include "stats/growthbook_difference.hpp"
#include "stats/welch.hpp"

namespace spotter::evidence {
namespace {

bool excludes_zero(const stats::Interval& interval) {
  return interval.low > 0 || interval.high < 0;
}

bool growthbook_alarms(const WatchedArm& treatment, const WatchedArm& control,
                       stats::DifferenceScale scale) {
  const auto got =
      stats::growthbook_sequential(treatment.moments, control.moments, {scale, alpha, 5000});
  return got && excludes_zero(got->interval);
}

double total(const WatchedArm& arm) {
  return arm.moments.mean * static_cast<double>(arm.moments.n);
}

}  // namespace

bool t_mixture_alarms(const std::optional<stats::MeanDifference>& difference) {
  static const double kappa = stats::mixture_kappa(planned_size, alpha);
  static const double level = -std::log(alpha);
  return difference && stats::mean_log_e(*difference, kappa) >= level;
}

bool t_test_alarms(const WatchedArm& treatment, const WatchedArm& control) {
  if (treatment.non_zero < 10 || control.non_zero < 10) return false;
  const auto difference = stats::mean_difference(treatment.moments, control.moments);
  // Every t limit at 5 % lies beyond the normal one: most looks need no p value.
  if (std::abs(difference->difference) < 1.95 * difference->standard_error) return false;
  const auto test = stats::welch_test(treatment.moments, control.moments, alpha);
  return test && test->p < alpha;
}

bool growthbook_relative_alarms(const WatchedArm& treatment, const WatchedArm& control) {
  return growthbook_alarms(treatment, control, stats::DifferenceScale::relative);
}

bool growthbook_absolute_alarms(const WatchedArm& treatment, const WatchedArm& control) {
  return growthbook_alarms(treatment, control, stats::DifferenceScale::absolute);
}

bool growthbook_shows(const WatchedArm& treatment, const WatchedArm& control) {
  const double a = total(treatment);
  const double b = total(control);
  return a != 0 && b != 0 && std::max(a, b) >= 150;
}

bool growthbook_greater_alarms(const WatchedArm& larger, const WatchedArm& smaller) {
  static const double kappa = stats::mixture_kappa(5000, 2 * alpha);
  const auto variance_is_0 = [](const WatchedArm& arm) {
    return arm.moments.variance().value_or(0) <= 0;
  };
  if (variance_is_0(larger) || variance_is_0(smaller)) return false;
  const auto difference = stats::mean_difference(larger.moments, smaller.moments);
  const double growth = static_cast<double>(larger.moments.n + smaller.moments.n) / kappa;
  const double reach = 2 * (growth + 1) / growth * std::log1p(std::sqrt(growth + 1) / (2 * alpha));
  return difference->difference > std::sqrt(reach) * difference->standard_error;
}

}  // namespace spotter::evidence
