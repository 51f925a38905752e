// The loss of a receipt (semantics.md, "Loss in a receipt").
#include <algorithm>
#include <cmath>

#include "parts/live/recount/weighing.hpp"
#include "stats/kappa.hpp"

namespace spotter::live {

namespace {

constexpr double one_unit_off = 1.000001e9;  // the scale at which 1e-9 is one whole unit

struct Bounds {
  double middle = 0;
  double low = 0;
  double high = 0;
};

Bounds bounds_of(const stats::Harm& harm) { return {harm.affected, harm.low, harm.high}; }

void add(Bounds& sum, const Bounds& more, double times) {
  sum.middle += more.middle * times;
  sum.low += more.low * times;
  sum.high += more.high * times;
}

void put_bounds(Figures& figures, const std::string& at, const Bounds& bounds) {
  const double size = std::max({1.0, std::abs(bounds.low), std::abs(bounds.high)});
  put_number(figures, at + "amount", bounds.middle, size);
  put_number(figures, at + "low", bounds.low, size);
  put_number(figures, at + "high", bounds.high, size);
}

}  // namespace

std::optional<stats::Harm> Weighing::harm(std::size_t metric, const ArmPair& arms,
                                          const References& references, double level) const {
  const auto& [control, treatment] = arms;
  const bool more_is_harm = metrics_[metric].better == Better::down;
  if (metrics_[metric].kind == MetricKind::conversion) {
    const stats::HarmCounts counts{treatment.converted[metric], control.converted[metric],
                                   treatment.units, control.units};
    return more_is_harm ? stats::excess_failures(counts, shares_[1], level)
                        : stats::lost_conversions(counts, shares_[1], level);
  }
  const auto found = difference(metric, arms, references, 1);
  if (!found || !balanced()) return std::nullopt;
  const double tuned = stats::mixture_kappa(weighing_effective_size, level);
  const auto interval = stats::mean_interval(*found, tuned, level);
  if (!interval) return std::nullopt;
  const auto units = static_cast<double>(treatment.units);
  const double middle = units * (treatment.values[metric].mean - control.values[metric].mean);
  if (more_is_harm) return stats::Harm{middle, units * interval->low, units * interval->high};
  return stats::Harm{-middle, -units * interval->high, -units * interval->low};
}

void Weighing::put_loss(Figures& figures, const ArmPair& arms, const References& references) const {
  const bool priced = std::any_of(metrics_.begin(), metrics_.end(),
                                  [](const Metric& metric) { return metric.worth.has_value(); });
  // Without any price every conversion counts, in affected units.
  const auto counts = [&](const Metric& metric) {
    return priced ? metric.worth.has_value() : metric.kind == MetricKind::conversion;
  };
  const auto counted = std::count_if(metrics_.begin(), metrics_.end(), counts);
  const double level = counted > 0 ? weighing_alpha / static_cast<double>(counted) : weighing_alpha;
  Bounds money, people;
  bool with_means = false;
  std::string currency = "none", without_bounds;
  for (std::size_t i = 0; i < metrics_.size(); ++i) {
    const auto& metric = metrics_[i];
    if (!counts(metric)) continue;
    if (metric.worth) currency = metric.worth->currency;
    const auto found = harm(i, arms, references, level);
    if (!found) {
      without_bounds += metric.key + " ";
      continue;
    }
    if (metric.kind == MetricKind::conversion) add(people, bounds_of(*found), 1);
    else with_means = true;
    add(money, bounds_of(*found), metric.worth ? static_cast<double>(metric.worth->amount) : 1);
    put_bounds(figures, "receipt/loss/counted/" + metric.key + "/", bounds_of(*found));
  }
  put(figures, "receipt/loss/currency", currency);
  put(figures, "receipt/loss/not_counted", without_bounds);
  put_bounds(figures, "receipt/loss/affected/", people);
  // Whole minor units, rounded outward. A mean's sum may lie within rounding of the next one: then
  // one unit off is no difference.
  const double size = with_means ? one_unit_off : 1;
  put_number(figures, "receipt/loss/amount", std::round(money.middle), size);
  put_number(figures, "receipt/loss/low", std::floor(money.low), size);
  put_number(figures, "receipt/loss/high", std::ceil(money.high), size);
}

}  // namespace spotter::live
