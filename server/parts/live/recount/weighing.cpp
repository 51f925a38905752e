#include "parts/live/recount/weighing.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "parts/live/define/rules.hpp"
#include "stats/e_merge.hpp"
#include "stats/kappa.hpp"
#include "stats/relative_lift.hpp"
#include "stats/sample_ratio.hpp"

namespace spotter::live {

namespace {

// semantics.md, "Defaults".
constexpr std::uint64_t reference_units = 50;  // statistics.md 2.8

double kappa(double at_alpha) { return stats::mixture_kappa(weighing_effective_size, at_alpha); }

// statistics.md 2.8: the spread within the arms, around each arm's own mean.
double within_variance(const stats::Moments& a, const stats::Moments& b) {
  const auto units = static_cast<long double>(a.n) + static_cast<long double>(b.n);
  const auto deviations = static_cast<long double>(a.m2) + static_cast<long double>(b.m2);
  return units > 2 ? static_cast<double>(deviations / (units - 2)) : 0;
}

std::optional<double> defined(const stats::Moments& moments) {
  if (moments.n == 0) return std::nullopt;
  return moments.mean;
}

// How large the values are: rounding is relative to this, even where they cancel.
double size_of(const stats::Moments& moments) {
  if (moments.n == 0) return 1;
  const double squares = moments.mean * moments.mean + moments.m2 / static_cast<double>(moments.n);
  return std::max(1.0, std::sqrt(squares));
}

}  // namespace

Weighing::Weighing(const LaunchDefinition& launch, const std::vector<Metric>& metrics)
    : launch_(launch), metrics_(metrics) {
  const auto buckets = shares_of(launch);
  const double all = static_cast<double>(buckets[0]) + static_cast<double>(buckets[1]);
  for (const auto part : buckets) shares_.push_back(static_cast<double>(part) / all);
  for (std::size_t i = 0; i < launch.guardrails.size(); ++i) {
    const auto& metric = metrics_[i];
    const double margin = margin_of(launch.guardrails[i], metric);
    if (metric.kind == MetricKind::mean) tests_.push_back(std::nullopt);
    else if (metric.better == Better::down)
      tests_.push_back(stats::LabelTest::bad_event(shares_[1], margin));
    else tests_.push_back(stats::LabelTest::lost_conversion(shares_[1], margin));
  }
  for (const auto& goal : launch.goals) {
    const auto place = std::find_if(metrics_.begin(), metrics_.end(),
                                    [&](const Metric& metric) { return metric.key == goal; });
    goals_.push_back(static_cast<std::size_t>(place - metrics_.begin()));
  }
}

// statistics.md 2.9.
bool Weighing::balanced() const { return shares_[1] >= 0.4 && shares_[1] <= 0.6; }

Weights Weighing::weigh(const ArmPair& arms, const References& references) const {
  Weights weights;
  std::vector<double> parts;
  for (std::size_t i = 0; i < launch_.guardrails.size(); ++i) {
    weights.guardrails.push_back(guardrail(i, arms, references));
    parts.push_back(weight_of(launch_, launch_.guardrails[i]));
  }
  weights.merged = stats::e_merge(weights.guardrails, parts);
  const std::array<std::uint64_t, 2> units{arms[0].units, arms[1].units};
  weights.sample_ratio = stats::sample_ratio_log_bayes_factor(units, shares_);
  for (const auto metric : goals_) {
    const auto found = difference(metric, arms, references, 1);
    weights.goals.push_back(found ? stats::mean_log_e(*found, kappa(weighing_alpha)) : 0);
  }
  return weights;
}

double Weighing::guardrail(std::size_t i, const ArmPair& arms, const References& references) const {
  if (tests_[i]) return tests_[i]->log_e(arms[1].converted[i], arms[0].converted[i]);
  if (!balanced()) return 0;
  // statistics.md 2.5: harmless is down to control less the margin, or up to control more it; the
  // margin is a part of control's size, whatever its sign.
  const bool more_is_harm = metrics_[i].better == Better::down;
  double tolerated = margin_of(launch_.guardrails[i], metrics_[i]);
  if (!more_is_harm) tolerated = -tolerated;
  if (arms[0].values[i].mean < 0) tolerated = -tolerated;
  const auto found = difference(i, arms, references, 1 + tolerated);
  if (!found) return 0;
  return stats::mean_log_e_one_sided(*found, more_is_harm ? 1 : -1, kappa(2 * weighing_alpha));
}

std::optional<stats::MeanDifference> Weighing::difference(std::size_t metric, const ArmPair& arms,
                                                          const References& references,
                                                          double control_factor) const {
  const auto& control = arms[0].values[metric];
  const auto& treatment = arms[1].values[metric];
  auto found = stats::mean_difference(treatment, control, control_factor);
  if (found && references[metric]) {
    const double growth = within_variance(treatment, control) / *references[metric];
    found->effective_size *= std::max(1.0, growth);
  }
  return found;
}

void Weighing::freeze(const ArmPair& arms, References& references) const {
  if (arms[0].units < reference_units || arms[1].units < reference_units) return;
  for (std::size_t i = 0; i < metrics_.size(); ++i) {
    if (metrics_[i].kind != MetricKind::mean || references[i]) continue;
    const double variance = within_variance(arms[0].values[i], arms[1].values[i]);
    if (variance > 0) references[i] = variance;
  }
}

// ---- figures ----------------------------------------------------------------------------------

void Weighing::put_arms(Figures& figures, const std::string& at, const ArmPair& arms) const {
  for (std::size_t arm = 0; arm < arms.size(); ++arm) {
    const auto here = at + launch_.arms[arm].key + "/";
    put_count(figures, here + "units", arms[arm].units);
    for (std::size_t i = 0; i < metrics_.size(); ++i) {
      const auto& values = arms[arm].values[i];
      const auto metric = here + metrics_[i].key + "/";
      const double size = size_of(values);
      put_count(figures, metric + "count", arms[arm].converted[i]);
      put_count(figures, metric + "capped", arms[arm].capped[i]);
      put_number(figures, metric + "mean", defined(values), size);
      put_number(figures, metric + "variance", values.variance(), size * size);
    }
  }
}

void Weighing::put_guardrails(Figures& figures, const std::string& at, const ArmPair& arms,
                              const Weights& weights) const {
  for (std::size_t i = 0; i < launch_.guardrails.size(); ++i) {
    const auto here = at + metrics_[i].key + "/";
    put_number(figures, here + "log_e", weights.guardrails[i]);
    put_count(figures, here + "failing/control", arms[0].converted[i]);
    put_count(figures, here + "failing/treatment", arms[1].converted[i]);
    for (std::size_t arm = 0; arm < arms.size(); ++arm) {
      const auto& values = arms[arm].values[i];
      put_number(figures, here + (arm == 0 ? "mean/control" : "mean/treatment"), defined(values),
                 size_of(values));
    }
  }
}

void Weighing::put_goals(Figures& figures, const ArmPair& arms,
                         const References& references) const {
  for (const auto metric : goals_) put_goal(figures, metric, arms, references);
}

void Weighing::put_goal(Figures& figures, std::size_t metric, const ArmPair& arms,
                        const References& references) const {
  const auto here = "goals/" + metrics_[metric].key + "/";
  const auto& control = arms[0].values[metric];
  const auto& treatment = arms[1].values[metric];
  const double size = std::max(size_of(control), size_of(treatment));
  const bool both = control.n > 0 && treatment.n > 0;
  const auto found = difference(metric, arms, references, 1);
  const auto interval =
      found ? stats::mean_interval(*found, kappa(weighing_alpha), weighing_alpha) : std::nullopt;
  std::optional<double> difference, low, high, radius;
  if (both) difference = treatment.mean - control.mean;
  if (interval) {
    low = interval->low;
    high = interval->high;
    radius = stats::t_mixture_radius(found->degrees_of_freedom, found->effective_size,
                                     kappa(weighing_alpha), weighing_alpha);
  }
  const auto lift = both ? stats::relative_lift(treatment, control, radius) : stats::RelativeLift{};
  put_number(figures, here + "difference", difference, size);
  put_number(figures, here + "low", low, size);
  put_number(figures, here + "high", high, size);
  put_number(figures, here + "log_e", found ? stats::mean_log_e(*found, kappa(weighing_alpha)) : 0);
  put_number(figures, here + "lift", lift.lift);
  std::optional<double> lift_low, lift_high;
  if (lift.interval) lift_low = lift.interval->low;
  if (lift.interval) lift_high = lift.interval->high;
  put_number(figures, here + "lift_low", lift_low);
  put_number(figures, here + "lift_high", lift_high);
}

}  // namespace spotter::live
