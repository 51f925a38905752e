#include "simulation/plain_recount.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <cmath>

#include "base/limits.hpp"
#include "parts/live/define/rules.hpp"
#include "simulation/history.hpp"
#include "stats/cap.hpp"
#include "stats/e_merge.hpp"
#include "stats/sample_ratio.hpp"

namespace spotter::simulation {

namespace {

std::uint64_t hash_of(std::string_view text) { return XXH3_64bits(text.data(), text.size()); }

std::optional<std::size_t> place_of(const live::LaunchDefinition& launch, const std::string& arm) {
  for (std::size_t i = 0; i < launch.arms.size(); ++i) {
    if (launch.arms[i].key == arm) return i;
  }
  return std::nullopt;
}

template <class T>
T record_of(std::string_view bytes) {
  auto record = wire::read_json<T>(bytes);
  if (!record) throw Violation{"readable log", record.error().sentence};
  return std::move(*record);
}

}  // namespace

const PlainLaunch::Step* PlainLaunch::at(Sequence sequence) const {
  const Step* found = nullptr;
  for (const auto& step : steps) {
    if (step.sequence <= sequence) found = &step;
  }
  return found;
}

double PlainLaunch::mean(std::size_t arm, std::size_t metric) const {
  double sum = 0;
  for (const auto& [key, unit] : units_) {
    if (unit.excluded || unit.arm != arm) continue;
    const auto total = unit.totals.find(metric);
    if (total != unit.totals.end()) sum += stats::capped(total->second, metrics[metric].cap);
  }
  return sum / static_cast<double>(arms[arm].units);
}

void PlainRecount::take(const storage::StoredRecord& record) {
  if (record.sequence != sequence_ + 1)
    throw Violation{"log order", fmt::format("Record {} follows {}.", record.sequence, sequence_)};
  sequence_ = record.sequence;
  digest_ = XXH3_64bits_withSeed(record.bytes.data(), record.bytes.size(), digest_ + record.kind);
  switch (static_cast<live::RecordKind>(record.kind)) {
    case live::RecordKind::event: {
      const auto event = live::decode_event(record.bytes);
      if (!event) throw Violation{"readable log", event.error().sentence};
      return take_event(*event);
    }
    case live::RecordKind::definitions:
      return take_definitions(record_of<live::DefinitionsRecord>(record.bytes));
    case live::RecordKind::command:
      return take_command(record_of<live::CommandRecord>(record.bytes));
    case live::RecordKind::agreement:
      return take_agreement(record_of<launches::AgreementRecord>(record.bytes));
    default: return;
  }
}

// ---- people ----------------------------------------------------------------------------------

// Two reasons are enough, because the simulated member makes only these two mistakes.
bool PlainRecount::refused(const live::Definitions& definitions) const {
  for (const auto& launch : definitions.launches) {
    double weights = 0;
    for (const auto& arm : launch.arms) weights += arm.weight;
    if (std::abs(weights - 1) > 1e-9) return true;
    const auto known = launches_.find(launch.key);
    if (known != launches_.end() && known->second.now().state != live::State::draft &&
        known->second.definition.arms != launch.arms)
      return true;
  }
  return false;
}

void PlainRecount::take_definitions(const live::DefinitionsRecord& record) {
  if (refused(record.definitions)) return;
  for (const auto& metric : record.definitions.metrics) metrics_[metric.key] = metric;
  for (const auto& definition : record.definitions.launches) {
    auto& launch = launches_[definition.key];
    launch.definition = definition;
    if (launch.steps.empty()) launch.steps.push_back({sequence_, live::State::draft, false});
  }
}

void PlainRecount::take_command(const live::CommandRecord& record) {
  using live::State;
  using live::Verb;
  const auto found = launches_.find(record.launch);
  if (found == launches_.end()) return;
  auto& launch = found->second;
  const auto verb = record.verb;
  const auto [since, state, killed] = launch.now();
  const bool runs = live::is_judged(state);
  const bool watches = launch.definition.mode == live::Mode::watch;
  if (verb == Verb::start && state == State::draft && agreements_.may_start(launch.definition))
    start(launch);
  if (verb == Verb::stop && runs) step(launch, State::stopped, killed);
  if (verb == Verb::roll_back && runs) step(launch, State::rolled_back, killed);
  if (verb == Verb::kill && !(state == State::stopped && killed))
    step(launch, State::stopped, true);
  if (verb == Verb::pause && runs && state != State::paused) step(launch, State::paused, killed);
  if (verb == Verb::resume && state == State::paused)
    step(launch, launch.is_amber() && !watches ? State::amber : State::live, killed);
  if (verb == Verb::clear && runs) clear(launch);
}

void PlainRecount::take_agreement(const launches::AgreementRecord& record) {
  const auto found = launches_.find(record.launch);
  if (found == launches_.end()) return agreements_.take(record, nullptr, false);
  const auto& launch = found->second;
  agreements_.take(record, &launch.definition, launch.now().state != live::State::draft);
}

void PlainRecount::clear(PlainLaunch& launch) {
  if (launch.level_ == PlainLaunch::Level::amber) {
    launch.level_ = PlainLaunch::Level::green;
    launch.harm_cleared_ = true;
  }
  if (launch.ratio_alarm_) launch.ratio_cleared_ = true;
  launch.ratio_alarm_ = false;
  if (launch.now().state == live::State::amber)
    step(launch, live::State::live, launch.now().killed);
}

void PlainRecount::start(PlainLaunch& launch) {
  const auto& definition = launch.definition;
  const auto buckets = live::shares_of(definition);
  const double all = buckets[0] + buckets[1];
  launch.shares_ = {buckets[0] / all, buckets[1] / all};
  for (const auto& guardrail : definition.guardrails) {
    const auto& metric = metrics_.at(guardrail.metric);
    const double margin = live::margin_of(guardrail, metric);
    launch.metrics.push_back(metric);
    launch.weights_.push_back(live::weight_of(definition, guardrail));
    launch.tests_.push_back(metric.better == live::Better::down
                                ? stats::LabelTest::bad_event(launch.shares_[1], margin)
                                : stats::LabelTest::lost_conversion(launch.shares_[1], margin));
  }
  for (const auto& goal : definition.goals) {
    const auto is_goal = [&](const live::Metric& metric) { return metric.key == goal; };
    const auto& known = launch.metrics;
    if (std::none_of(known.begin(), known.end(), is_goal))
      launch.metrics.push_back(metrics_.at(goal));
  }
  launch.arms.resize(definition.arms.size());
  for (auto& arm : launch.arms) arm.converted.resize(launch.metrics.size());
  step(launch, live::State::live, false);
}

void PlainRecount::step(PlainLaunch& launch, live::State state, bool killed) {
  launch.steps.push_back({sequence_, state, killed});
  if (on_step) on_step(launch);
}

// ---- events ----------------------------------------------------------------------------------

// A message may come again once the program may have forgotten it.
void PlainRecount::remember(const live::EventRecord& event) {
  const auto [known, added] =
      known_.emplace(hash_of(event.message_id), Known{sequence_, event.received});
  if (added || latest_ >= known->second.received + limits::deduplication_window) return;
  throw Violation{"no event twice",
                  fmt::format("Message {} stands at {} and at {} in the log.", event.message_id,
                              known->second.sequence, sequence_)};
}

void PlainRecount::take_event(const live::EventRecord& event) {
  latest_ = std::max(latest_, event.received);
  remember(event);
  if (!event.unit) return;
  if (event.exposure) {
    const auto found = launches_.find(event.exposure->launch);
    if (found != launches_.end() && found->second.started()) expose(found->second, event);
    return;
  }
  if (event.kind != live::EventKind::track) return;
  for (auto& [key, launch] : launches_) {
    for (std::size_t i = 0; i < launch.metrics.size(); ++i) {
      if (launch.metrics[i].event == event.name) convert(launch, i, event);
    }
  }
}

void PlainRecount::expose(PlainLaunch& launch, const live::EventRecord& event) {
  const auto arm = place_of(launch.definition, event.exposure->arm);
  const bool own = arm && event.exposure->arm == event.exposure->assigned;
  const auto found = launch.units_.find(event.unit);
  if (found == launch.units_.end()) {
    auto& unit = launch.units_[event.unit];
    unit = {event.at, arm.value_or(0), !own, {}, {}};
    if (own) ++launch.arms[unit.arm].units;
    else ++launch.multiple_exposure;
    settle_waiting(launch, event.unit, own ? &unit : nullptr);
    return judge(launch);
  }
  auto& unit = found->second;
  if (unit.excluded || (own && *arm == unit.arm)) return;
  unit.excluded = true;
  ++launch.multiple_exposure;
  --launch.arms[unit.arm].units;
  for (const auto metric : unit.converted) --launch.arms[unit.arm].converted[metric];
  judge(launch);
}

// Nobody: the events that still wait belong to an excluded unit, and count nowhere.
void PlainRecount::settle_waiting(PlainLaunch& launch, const Unit& of,
                                  PlainLaunch::UnitState* unit) {
  const auto waiting = launch.waiting_.find(of);
  if (waiting == launch.waiting_.end()) return;
  for (const auto& event : waiting->second) {
    if (is_too_old(event.received)) ++launch.late;
    else if (unit) count(launch, *unit, event);
  }
  launch.waiting_.erase(waiting);
}

void PlainRecount::convert(PlainLaunch& launch, std::size_t metric,
                           const live::EventRecord& event) {
  const auto& path = launch.metrics[metric].value;
  const auto value = path ? event.value(*path) : 0;
  if (!value) return;  // a sum needs a number
  const PlainLaunch::Waiting happened{event.at, event.received, metric, *value};
  const auto found = launch.units_.find(event.unit);
  if (found == launch.units_.end()) launch.waiting_[event.unit].push_back(happened);
  else if (!found->second.excluded && count(launch, found->second, happened)) judge(launch);
}

bool PlainRecount::count(PlainLaunch& launch, PlainLaunch::UnitState& unit,
                         const PlainLaunch::Waiting& event) {
  const auto begin = unit.exposed - limits::exposure_grace;
  const auto end = unit.exposed + launch.metrics[event.metric].window;
  if (event.at < begin || event.at >= end) return false;
  const bool sums = launch.metrics[event.metric].kind == live::MetricKind::mean;
  if (sums) unit.totals[event.metric] += event.value;
  if (!unit.converted.insert(event.metric).second) return sums;
  ++launch.arms[unit.arm].converted[event.metric];
  return true;
}

bool PlainRecount::is_too_old(Instant received) const {
  return received < latest_ - limits::waiting_time_max;
}

std::uint64_t PlainRecount::late(const PlainLaunch& launch) const {
  auto late = launch.late;
  for (const auto& [unit, events] : launch.waiting_) {
    for (const auto& event : events) late += is_too_old(event.received) ? 1 : 0;
  }
  return late;
}

void PlainRecount::judge(PlainLaunch& launch) {
  std::vector<double> evidence;
  for (std::size_t i = 0; i < launch.tests_.size(); ++i)
    evidence.push_back(
        launch.tests_[i].log_e(launch.arms[1].converted[i], launch.arms[0].converted[i]));
  launch.log_e = stats::e_merge(evidence, launch.weights_);
  if (!live::is_judged(launch.now().state)) return;
  judge_ratio(launch);
  judge_harm(launch);
}

void PlainRecount::judge_ratio(PlainLaunch& launch) {
  const std::uint64_t units[] = {launch.arms[0].units, launch.arms[1].units};
  const double log_factor = stats::sample_ratio_log_bayes_factor(units, launch.shares_);
  const bool alarm = log_factor >= std::log(100.0);
  if (!alarm) launch.ratio_cleared_ = false;
  if (!alarm || launch.ratio_alarm_ || launch.ratio_cleared_) return;
  launch.ratio_alarm_ = true;
  cross(launch, false, log_factor);
}

void PlainRecount::judge_harm(PlainLaunch& launch) {
  using Level = PlainLaunch::Level;
  const bool red = launch.log_e >= std::log(launch.definition.rollback_at);
  const bool amber = launch.log_e >= std::log(live::amber_at);
  if (!amber) launch.harm_cleared_ = false;
  const auto level = red ? Level::red : amber ? Level::amber : Level::green;
  if (level <= launch.level_ || (level == Level::amber && launch.harm_cleared_)) return;
  launch.level_ = level;
  cross(launch, red, launch.log_e);
}

void PlainRecount::cross(PlainLaunch& launch, bool red, double log_e) {
  launch.crossings.push_back({sequence_, red, log_e});
  if (launch.definition.mode == live::Mode::watch) return;
  const auto [since, state, killed] = launch.now();
  if (red) launch.by_judge = true;
  if (red) step(launch, live::State::rolled_back, killed);
  else if (state == live::State::live) step(launch, live::State::amber, killed);
}

std::optional<Sequence> PlainRecount::find(std::string_view message_id) const {
  const auto found = known_.find(hash_of(message_id));
  if (found == known_.end()) return std::nullopt;
  return found->second.sequence;
}

}  // namespace spotter::simulation
