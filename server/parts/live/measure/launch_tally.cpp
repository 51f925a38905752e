#include "parts/live/measure/launch_tally.hpp"

#include <cmath>

#include "base/ensure.hpp"
#include "base/limits.hpp"
#include "stats/cap.hpp"

namespace spotter::live {

namespace {

ArmCounts blank(std::size_t metrics) {
  return {0, std::vector<std::uint64_t>(metrics), std::vector<stats::Moments>(metrics),
          std::vector<std::uint64_t>(metrics)};
}

bool beyond_cap(double total, const MetricRule& metric) {
  return metric.cap && std::abs(total) > *metric.cap;
}

}  // namespace

LaunchTally::LaunchTally(std::size_t arms, std::vector<MetricRule> metrics)
    : metrics_(std::move(metrics)),
      totals_(metrics_.size()),
      arms_(arms, blank(metrics_.size())),
      sums_(arms, std::vector<stats::ExactMoments>(metrics_.size())) {
  ensure(metrics_.size() <= 64, "a unit keeps one bit a metric");
}

Effect LaunchTally::expose(const Unit& unit, std::optional<ArmIndex> arm,
                           std::optional<ArmIndex> assigned, Instant at) {
  const bool consistent = arm && arm == assigned;
  const auto* place = units_.find(unit);
  if (!place) {
    if (consistent) return enter(unit, *arm, at);
    // Shown an arm that is not its own: the unit belongs to neither.
    units_.add(unit, UnitRow{at, 0, 0, true});
    grow_totals();
    waiting_.take(unit);
    ++multiple_exposure_;
    return Effect::excluded;
  }
  const auto& row = units_[*place];
  if (row.excluded || (consistent && row.arm == *arm)) return Effect::nothing;
  return exclude(*place);
}

Effect LaunchTally::enter(const Unit& unit, ArmIndex arm, Instant at) {
  const auto place = units_.add(unit, UnitRow{at, 0, arm, false});
  grow_totals();
  ++arms_[arm].units;
  for (std::size_t metric = 0; metric < metrics_.size(); ++metric) {
    if (!metrics_[metric].sums) continue;
    sums(arm, metric).add(0);
    put_totals(arm, metric);
  }
  for (const auto& event : waiting_.take(unit)) count(place, event);
  return Effect::exposed;
}

void LaunchTally::grow_totals() {
  for (std::size_t metric = 0; metric < metrics_.size(); ++metric) {
    if (metrics_[metric].sums) totals_[metric].push_back(0);
  }
}

Effect LaunchTally::exclude(UnitPlace place) {
  auto& row = units_[place];
  auto& arm = arms_[row.arm];
  --arm.units;
  for (std::size_t metric = 0; metric < metrics_.size(); ++metric) {
    if (row.converted >> metric & 1U) --arm.converted[metric];
    if (!metrics_[metric].sums) continue;
    const double total = totals_[metric][place];
    sums(row.arm, metric).remove(stats::capped(total, metrics_[metric].cap));
    put_totals(row.arm, metric);
    if (beyond_cap(total, metrics_[metric])) --arm.capped[metric];
  }
  row.excluded = true;
  ++multiple_exposure_;
  return Effect::excluded;
}

Effect LaunchTally::observe(const Unit& unit, const MetricEvent& event) {
  const auto* place = units_.find(unit);
  if (!place) return waiting_.wait(unit, event) ? Effect::waits : Effect::late;
  if (units_[*place].excluded) return Effect::nothing;
  return count(*place, event);
}

Effect LaunchTally::refuse_value() {
  ++unusable_;
  return Effect::unusable;
}

Effect LaunchTally::count(UnitPlace place, const MetricEvent& event) {
  auto& row = units_[place];
  const auto& metric = metrics_[event.metric];
  // The grace covers clients that queue exposures for a moment without an event time.
  const bool inside =
      event.at >= row.exposed - limits::exposure_grace && event.at < row.exposed + metric.window;
  if (!inside) {
    ++outside_window_;
    return Effect::outside_window;
  }
  const auto bit = std::uint64_t{1} << event.metric;
  const bool first = !(row.converted & bit);
  if (first) {
    row.converted |= bit;
    ++arms_[row.arm].converted[event.metric];
  }
  if (metric.sums) add_value(place, event);
  return first || metric.sums ? Effect::counted : Effect::nothing;
}

void LaunchTally::add_value(UnitPlace place, const MetricEvent& event) {
  const auto& metric = metrics_[event.metric];
  const auto arm = units_[place].arm;
  auto& total = totals_[event.metric][place];
  const double before = total;
  total += event.value;
  sums(arm, event.metric)
      .replace(stats::capped(before, metric.cap), stats::capped(total, metric.cap));
  put_totals(arm, event.metric);
  arms_[arm].capped[event.metric] += beyond_cap(total, metric);
  arms_[arm].capped[event.metric] -= beyond_cap(before, metric);
}

void LaunchTally::put_totals(ArmIndex arm, std::size_t metric) {
  arms_[arm].totals[metric] = sums(arm, metric).moments();
}

std::optional<ArmIndex> LaunchTally::arm_of(const Unit& unit) const {
  const auto* place = units_.find(unit);
  if (!place || units_[*place].excluded) return std::nullopt;
  return units_[*place].arm;
}

}  // namespace spotter::live
