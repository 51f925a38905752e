#include "parts/live/recount/people_count.hpp"

#include <algorithm>
#include <cmath>

#include "base/limits.hpp"

namespace spotter::live {

namespace {

// Conversions are 0 or 1 by unit: their moments follow from two counts.
stats::Moments moments_of_share(std::uint64_t converted, std::uint64_t units) {
  if (units == 0) return {};
  const auto all = static_cast<long double>(units);
  const auto share = static_cast<long double>(converted) / all;
  return {units, static_cast<double>(share), static_cast<double>(all * share * (1 - share))};
}

stats::Moments in_two_passes(const std::vector<long double>& values) {
  if (values.empty()) return {};
  const auto units = static_cast<long double>(values.size());
  long double sum = 0, deviations = 0;
  for (const auto value : values) sum += value - values.front();
  const auto mean = values.front() + sum / units;
  for (const auto value : values) deviations += (value - mean) * (value - mean);
  return {values.size(), static_cast<double>(mean), static_cast<double>(deviations)};
}

ArmCount blank(std::size_t metrics) {
  return {0, std::vector<std::uint64_t>(metrics), std::vector<stats::Moments>(metrics),
          std::vector<std::uint64_t>(metrics)};
}

}  // namespace

PeopleCount::PeopleCount(std::vector<Metric> metrics) : metrics_(std::move(metrics)) {
  for (auto& sums : sums_) {
    sums.converted.resize(metrics_.size());
    sums.capped.resize(metrics_.size());
    sums.values.resize(metrics_.size());
  }
}

void PeopleCount::advance(Instant latest) {
  const auto too_old = latest - limits::waiting_time_max;
  while (!due_.empty() && due_.begin()->first < too_old) {
    const auto [arrival, unit] = due_.begin()->second;
    due_.erase(due_.begin());
    auto& events = waiting_.at(unit);
    events.erase(arrival);
    if (events.empty()) waiting_.erase(unit);
    ++late_;
  }
}

bool PeopleCount::see(const Unit& unit, std::optional<std::size_t> arm,
                      std::optional<std::size_t> assigned, Instant at) {
  const bool its_own = arm && arm == assigned;
  const auto [place, is_new] = people_.try_emplace(unit);
  auto& person = place->second;
  if (!is_new) {
    if (person.excluded || (its_own && person.arm == *arm)) return false;
    take_part(person, false);
    person.excluded = true;
    return true;
  }
  person = {at, arm.value_or(0), !its_own, std::vector<Done>(metrics_.size())};
  if (its_own) take_part(person, true);
  if (const auto waited = waiting_.find(unit); waited != waiting_.end()) {
    for (const auto& [arrival, event] : waited->second) {
      due_.erase({event.received, {arrival, unit}});
      if (its_own) do_now(person, event);
    }
    waiting_.erase(waited);
  }
  return true;
}

bool PeopleCount::act(std::size_t metric, const EventRecord& event) {
  double value = 1;
  if (metrics_[metric].value) {
    const auto number = event.value(*metrics_[metric].value);
    if (!number) {
      ++unusable_;
      return false;
    }
    value = *number;
  }
  const Waiting now{metric, event.at, event.received, value};
  const auto person = people_.find(event.unit);
  if (person != people_.end()) return !person->second.excluded && do_now(person->second, now);
  if (due_.size() >= limits::waiting_events_max) {
    ++late_;
    return false;
  }
  waiting_[event.unit].emplace(arrivals_, now);
  due_.insert({event.received, {arrivals_, event.unit}});
  ++arrivals_;
  return false;
}

// Of a unit that takes part. False if nothing changed by it.
bool PeopleCount::do_now(Person& person, const Waiting& event) {
  const auto& metric = metrics_[event.metric];
  const bool too_early = event.at < person.seen - limits::exposure_grace;
  const bool too_late = event.at >= person.seen + metric.window;
  if (too_early || too_late) {
    ++outside_window_;
    return false;
  }
  take_value(person, event.metric, false);
  auto& done = person.done[event.metric];
  ++done.events;
  done.total += event.value;
  take_value(person, event.metric, true);
  return done.events == 1 || metric.kind == MetricKind::mean;
}

// Puts the person into the sums of its arm, or takes it out.
void PeopleCount::take_part(const Person& person, bool joins) {
  auto& units = sums_[person.arm].units;
  joins ? ++units : --units;
  for (std::size_t metric = 0; metric < metrics_.size(); ++metric)
    take_value(person, metric, joins);
}

void PeopleCount::take_value(const Person& person, std::size_t metric, bool joins) {
  auto& sums = sums_[person.arm];
  const auto& done = person.done[metric];
  if (done.events > 0) joins ? ++sums.converted[metric] : --sums.converted[metric];
  if (metrics_[metric].kind != MetricKind::mean) return;
  const double value = capped(metric, done.total);
  joins ? sums.values[metric].add(value) : sums.values[metric].remove(value);
  if (beyond_cap(metric, done.total)) joins ? ++sums.capped[metric] : --sums.capped[metric];
}

double PeopleCount::capped(std::size_t metric, double total) const {
  const auto& cap = metrics_[metric].cap;
  return cap ? std::max(-*cap, std::min(*cap, total)) : total;
}

bool PeopleCount::beyond_cap(std::size_t metric, double total) const {
  const auto& cap = metrics_[metric].cap;
  return cap && std::abs(total) > *cap;
}

ArmPair PeopleCount::standing() const {
  ArmPair arms;
  for (std::size_t arm = 0; arm < arms.size(); ++arm) {
    const auto& sums = sums_[arm];
    arms[arm] = {sums.units, sums.converted, {}, sums.capped};
    for (std::size_t metric = 0; metric < metrics_.size(); ++metric) {
      arms[arm].values.push_back(metrics_[metric].kind == MetricKind::mean
                                     ? sums.values[metric].moments()
                                     : moments_of_share(sums.converted[metric], sums.units));
    }
  }
  return arms;
}

ArmPair PeopleCount::counted_anew() const {
  ArmPair arms{blank(metrics_.size()), blank(metrics_.size())};
  for (const auto& [unit, person] : people_) {
    if (person.excluded) continue;
    auto& arm = arms[person.arm];
    ++arm.units;
    for (std::size_t metric = 0; metric < metrics_.size(); ++metric) {
      arm.converted[metric] += person.done[metric].events > 0;
      arm.capped[metric] += beyond_cap(metric, person.done[metric].total);
    }
  }
  add_spread(arms);
  return arms;
}

// Means first, then the deviations from them. Distances are taken from any one of the values, so
// that equal values have no spread at all.
void PeopleCount::add_spread(ArmPair& arms) const {
  std::array<std::vector<std::vector<long double>>, 2> values;  // by arm and metric
  for (auto& of_arm : values) of_arm.resize(metrics_.size());
  for (const auto& [unit, person] : people_) {
    if (person.excluded) continue;
    for (std::size_t metric = 0; metric < metrics_.size(); ++metric)
      values[person.arm][metric].push_back(value_of(person, metric));
  }
  for (std::size_t arm = 0; arm < arms.size(); ++arm) {
    for (std::size_t metric = 0; metric < metrics_.size(); ++metric)
      arms[arm].values[metric] = in_two_passes(values[arm][metric]);
  }
}

double PeopleCount::value_of(const Person& person, std::size_t metric) const {
  const auto& done = person.done[metric];
  if (metrics_[metric].kind == MetricKind::mean) return capped(metric, done.total);
  return done.events > 0 ? 1 : 0;
}

std::optional<std::size_t> PeopleCount::arm_of(const Unit& unit) const {
  const auto person = people_.find(unit);
  if (person == people_.end() || person->second.excluded) return std::nullopt;
  return person->second.arm;
}

std::uint64_t PeopleCount::multiple_exposure() const {
  return static_cast<std::uint64_t>(std::count_if(
      people_.begin(), people_.end(), [](const auto& person) { return person.second.excluded; }));
}

}  // namespace spotter::live
