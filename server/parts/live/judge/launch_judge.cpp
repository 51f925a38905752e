#include "parts/live/judge/launch_judge.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/ensure.hpp"
#include "stats/e_merge.hpp"
#include "stats/kappa.hpp"
#include "stats/relative_lift.hpp"
#include "stats/sample_ratio.hpp"

namespace spotter::live {

namespace {

// Defaults of a launch (semantics.md, "Defaults"; statistics.md 2.3).
constexpr double alpha = 0.05;
constexpr double optimal_effective_size = 1'250;

double two_sided_kappa() { return stats::mixture_kappa(optimal_effective_size, alpha); }
double one_sided_kappa() { return stats::mixture_kappa(optimal_effective_size, 2 * alpha); }

std::vector<double> unit_shares(const BucketShares& buckets) {
  ensure(buckets.size() == 2, "exactly two arms");
  const double control = buckets[control_arm];
  const double treatment = buckets[treatment_arm];
  ensure(control > 0 && treatment > 0, "both arms have buckets");
  return {control / (treatment + control), treatment / (treatment + control)};
}

Failing failing(const std::vector<ArmCounts>& arms, std::size_t metric) {
  return {arms[control_arm].converted[metric], arms[treatment_arm].converted[metric]};
}

std::optional<stats::LabelTest> test_of(const Metric& metric, double margin,
                                        double treatment_share) {
  if (metric.kind != MetricKind::conversion) return std::nullopt;
  return metric.better == Better::down ? stats::LabelTest::bad_event(treatment_share, margin)
                                       : stats::LabelTest::lost_conversion(treatment_share, margin);
}

std::size_t place_of(const std::vector<Metric>& metrics, const std::string& key) {
  std::size_t place = 0;
  while (metrics[place].key != key) ++place;
  return place;
}

std::optional<double> share_capped(const std::vector<ArmCounts>& arms, std::size_t metric) {
  const auto units = arms[control_arm].units + arms[treatment_arm].units;
  if (units == 0) return std::nullopt;
  const auto capped = arms[control_arm].capped[metric] + arms[treatment_arm].capped[metric];
  return static_cast<double>(capped) / static_cast<double>(units);
}

}  // namespace

stats::Moments moments_of(const Metric& metric, const ArmCounts& arm, std::size_t place) {
  if (metric.kind == MetricKind::mean) return arm.totals[place];
  return stats::Moments::of_successes(arm.units, arm.converted[place]);
}

void freeze_references(const std::vector<Metric>& metrics, const std::vector<ArmCounts>& arms,
                       std::vector<std::optional<double>>& references) {
  const auto units = std::min(arms[control_arm].units, arms[treatment_arm].units);
  if (units < stats::growing_reference_units) return;
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    if (references[i] || metrics[i].kind != MetricKind::mean) continue;
    const auto variance =
        stats::pooled_variance(arms[treatment_arm].totals[i], arms[control_arm].totals[i]);
    // Without any spread there is nothing to compare later variances with.
    if (variance && *variance > 0) references[i] = variance;
  }
}

LaunchJudge::LaunchJudge(const LaunchDefinition& launch, std::vector<Metric> metrics,
                         const BucketShares& shares)
    : launch_(launch),
      metrics_(std::move(metrics)),
      shares_(unit_shares(shares)),
      treatment_share_(shares_[treatment_arm]),
      balanced_(treatment_share_ >= 0.4 && treatment_share_ <= 0.6) {
  for (std::size_t i = 0; i < launch_.guardrails.size(); ++i) {
    const auto& guardrail = launch_.guardrails[i];
    margins_.push_back(margin_of(guardrail, metrics_[i]));
    tests_.push_back(test_of(metrics_[i], margins_.back(), treatment_share_));
    weights_.push_back(weight_of(launch_, guardrail));
  }
  for (const auto& goal : launch_.goals) goals_.push_back(place_of(metrics_, goal));
}

std::optional<stats::MeanDifference> LaunchJudge::difference(std::size_t metric,
                                                             const Measured& measured,
                                                             double control_factor) const {
  const auto treatment = moments_of(metrics_[metric], measured.arms[treatment_arm], metric);
  const auto control = moments_of(metrics_[metric], measured.arms[control_arm], metric);
  auto difference = stats::mean_difference(treatment, control, control_factor);
  if (!difference || !measured.references[metric]) return difference;
  difference->effective_size = stats::growing_effective_size(
      difference->effective_size, stats::pooled_variance(treatment, control).value_or(0),
      *measured.references[metric]);
  return difference;
}

// The margin is a part of control's size: of a negative control mean, "2 % worse" is further down.
double LaunchJudge::mean_harm_log_e(std::size_t guardrail, const Measured& measured) const {
  const auto& metric = metrics_[guardrail];
  const double sign = measured.arms[control_arm].totals[guardrail].mean < 0 ? -1 : 1;
  const double harm_sign = metric.better == Better::up ? -1 : 1;
  const double factor = 1 + harm_sign * sign * margins_[guardrail];
  const auto found = difference(guardrail, measured, factor);
  return found ? stats::mean_log_e_one_sided(*found, harm_sign, one_sided_kappa()) : 0;
}

double LaunchJudge::guardrail_log_e(std::size_t guardrail, const Measured& measured) const {
  if (const auto& test = tests_[guardrail]) {
    const auto units = failing(measured.arms, guardrail);
    return test->log_e(units.treatment, units.control);
  }
  // No method based on means and variances is safe in unbalanced arms (statistics.md 2.10).
  return balanced_ ? mean_harm_log_e(guardrail, measured) : 0;
}

Evidence LaunchJudge::evidence(const Measured& measured) const {
  Evidence evidence;
  for (std::size_t i = 0; i < tests_.size(); ++i)
    evidence.guardrails.push_back(guardrail_log_e(i, measured));
  evidence.merged = stats::e_merge(evidence.guardrails, weights_);
  for (const auto metric : goals_) evidence.goals.push_back(bounds(metric, measured));
  const std::array<std::uint64_t, 2> units{measured.arms[control_arm].units,
                                           measured.arms[treatment_arm].units};
  evidence.sample_ratio = stats::sample_ratio_log_bayes_factor(units, shares_);
  return evidence;
}

std::vector<GuardrailEvidence> LaunchJudge::explain(const Measured& measured) const {
  const auto now = evidence(measured);
  const auto& arms = measured.arms;
  std::vector<GuardrailEvidence> explained;
  for (std::size_t i = 0; i < tests_.size(); ++i) {
    GuardrailEvidence guardrail;
    guardrail.metric = metrics_[i].key;
    guardrail.name = metrics_[i].name;
    guardrail.side = launch_.guardrails[i].side;
    guardrail.kind = metrics_[i].kind;
    guardrail.better = metrics_[i].better;
    guardrail.arm = launch_.arms[treatment_arm].key;
    guardrail.log_e = now.guardrails[i];
    guardrail.weight = weights_[i];
    guardrail.failing = failing(arms, i);
    guardrail.means = {moments_of(metrics_[i], arms[control_arm], i).average(),
                       moments_of(metrics_[i], arms[treatment_arm], i).average()};
    guardrail.unbalanced = metrics_[i].kind == MetricKind::mean && !balanced_;
    explained.push_back(std::move(guardrail));
  }
  return explained;
}

std::optional<stats::Interval> LaunchJudge::interval(std::size_t metric, const Measured& measured,
                                                     double level_alpha) const {
  const auto found = difference(metric, measured, 1);
  const double kappa = stats::mixture_kappa(optimal_effective_size, level_alpha);
  return found ? stats::mean_interval(*found, kappa, level_alpha) : std::nullopt;
}

GoalBounds LaunchJudge::bounds(std::size_t metric, const Measured& measured) const {
  GoalBounds bounds;
  const auto treatment = moments_of(metrics_[metric], measured.arms[treatment_arm], metric);
  const auto control = moments_of(metrics_[metric], measured.arms[control_arm], metric);
  if (treatment.n == 0 || control.n == 0) return bounds;
  bounds.difference = treatment.mean - control.mean;
  const auto found = difference(metric, measured, 1);
  if (!found) return bounds;
  const double kappa = two_sided_kappa();
  bounds.log_e = stats::mean_log_e(*found, kappa);
  bounds.interval = stats::mean_interval(*found, kappa, alpha);
  if (bounds.interval)
    bounds.radius =
        stats::t_mixture_radius(found->degrees_of_freedom, found->effective_size, kappa, alpha);
  return bounds;
}

GoalEstimate LaunchJudge::estimate(std::size_t goal, const Measured& measured) const {
  const auto place = goals_[goal];
  const auto& metric = metrics_[place];
  GoalEstimate estimate;
  estimate.metric = metric.key;
  estimate.name = metric.name;
  estimate.kind = metric.kind;
  estimate.better = metric.better;
  estimate.arm = launch_.arms[treatment_arm].key;
  estimate.unbalanced = !balanced_;
  estimate.cap = metric.cap;
  if (metric.cap) estimate.capped_share = share_capped(measured.arms, place);
  estimate.confidence = 1 - alpha;
  const auto found = bounds(place, measured);
  estimate.difference = found.difference;
  estimate.log_e = found.log_e;
  if (!found.difference) return estimate;
  if (found.interval) {
    estimate.low = found.interval->low;
    estimate.high = found.interval->high;
    const bool apart = found.interval->low > 0 || found.interval->high < 0;
    estimate.state = apart ? GoalState::separated : GoalState::open;
  }
  const auto lift =
      stats::relative_lift(moments_of(metric, measured.arms[treatment_arm], place),
                           moments_of(metric, measured.arms[control_arm], place), found.radius);
  estimate.lift = lift.lift;
  if (lift.interval) {
    estimate.lift_low = lift.interval->low;
    estimate.lift_high = lift.interval->high;
  }
  return estimate;
}

Level LaunchJudge::level(double merged) const {
  if (merged >= std::log(launch_.rollback_at)) return Level::red;
  return merged >= std::log(amber_at) ? Level::amber : Level::green;
}

}  // namespace spotter::live
