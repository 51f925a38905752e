#include "parts/live/act/receipt_writer.hpp"

#include <algorithm>
#include <cmath>

#include "stats/harm.hpp"

namespace spotter::live {

namespace {

constexpr double loss_alpha = 0.05;

stats::Harm conversion_harm(const LaunchJudge& judge, const std::vector<ArmCounts>& arms,
                            std::size_t i, double alpha) {
  const auto& control = arms[control_arm];
  const auto& treatment = arms[treatment_arm];
  const stats::HarmCounts counts{treatment.converted[i], control.converted[i], treatment.units,
                                 control.units};
  return judge.metrics()[i].better == Better::down
             ? stats::excess_failures(counts, judge.treatment_share(), alpha)
             : stats::lost_conversions(counts, judge.treatment_share(), alpha);
}

// Lost value of all treatment units: their number times the difference, in the harm's direction.
std::optional<stats::Harm> mean_harm(const LaunchJudge& judge, const Measured& measured,
                                     std::size_t i, double alpha) {
  const auto interval = judge.interval(i, measured, alpha);
  if (!interval || !judge.balanced()) return std::nullopt;
  const auto& treatment = measured.arms[treatment_arm];
  const auto units = static_cast<double>(treatment.units);
  const double difference = treatment.totals[i].mean - measured.arms[control_arm].totals[i].mean;
  if (judge.metrics()[i].better == Better::down)
    return stats::Harm{units * difference, units * interval->low, units * interval->high};
  return stats::Harm{-units * difference, -units * interval->high, -units * interval->low};
}

std::optional<stats::Harm> harm_of(const LaunchJudge& judge, const Measured& measured,
                                   std::size_t i, double alpha) {
  if (judge.metrics()[i].kind == MetricKind::mean) return mean_harm(judge, measured, i, alpha);
  return conversion_harm(judge, measured.arms, i, alpha);
}

// Prices count if any metric has one; else every conversion counts in affected units.
std::vector<std::size_t> counted_metrics(const LaunchJudge& judge) {
  std::vector<std::size_t> priced, conversions;
  for (std::size_t i = 0; i < judge.metrics().size(); ++i) {
    if (judge.metrics()[i].kind == MetricKind::conversion) conversions.push_back(i);
    if (judge.metrics()[i].worth) priced.push_back(i);
  }
  return priced.empty() ? conversions : priced;
}

void add_bounds(Estimate& sum, const stats::Harm& harm, double price) {
  sum.amount += harm.affected * price;
  sum.low += harm.low * price;
  sum.high += harm.high * price;
}

std::int64_t whole(double amount) { return static_cast<std::int64_t>(amount); }

}  // namespace

Loss loss_of(const LaunchJudge& judge, const Measured& measured) {
  Loss loss;
  const auto counted = counted_metrics(judge);
  const double alpha = loss_alpha / std::max(1.0, static_cast<double>(counted.size()));
  Estimate money;
  for (const auto i : counted) {
    const auto& metric = judge.metrics()[i];
    if (metric.worth) loss.currency = metric.worth->currency;
    const auto harm = harm_of(judge, measured, i, alpha);
    if (!harm) {
      loss.not_counted.push_back(metric.key);
      continue;
    }
    // Value is not people: only conversions count affected units.
    if (metric.kind == MetricKind::conversion) add_bounds(loss.affected, *harm, 1);
    add_bounds(money, *harm, metric.worth ? static_cast<double>(metric.worth->amount) : 1);
    loss.counted.push_back({metric.key, metric.name, metric.kind, harm->affected, harm->low,
                            harm->high, metric.worth});
  }
  loss.confidence = 1 - loss_alpha;
  loss.amount = whole(std::round(money.amount));
  loss.low = whole(std::floor(money.low));
  loss.high = whole(std::ceil(money.high));
  return loss;
}

std::map<std::string, std::uint64_t> exposed_units(const LaunchJudge& judge,
                                                   const std::vector<ArmCounts>& arms) {
  std::map<std::string, std::uint64_t> exposed;
  for (std::size_t i = 0; i < arms.size(); ++i) exposed[judge.launch().arms[i].key] = arms[i].units;
  return exposed;
}

}  // namespace spotter::live
