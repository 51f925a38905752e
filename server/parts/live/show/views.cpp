#include "parts/live/show/views.hpp"

#include <cmath>

#include "parts/live/define/rules.hpp"

namespace spotter::live {

namespace {

std::vector<Metric> metrics_of(const Book& book, const LaunchDefinition& launch) {
  std::vector<Metric> metrics;
  for (const auto& guardrail : launch.guardrails)
    metrics.push_back(book.metrics.at(guardrail.metric));
  return metrics;
}

// A draft has no state yet: what it would start from.
RunningLaunch blank(const Book& book, const LaunchDefinition& launch) {
  return RunningLaunch(LaunchJudge(launch, metrics_of(book, launch), shares_of(launch)), launch);
}

ArmResult arm_result(const std::string& key, const ArmCounts& counts,
                     const std::vector<Metric>& metrics) {
  ArmResult arm{key, counts.units, {}};
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    auto& metric = arm.metrics[metrics[i].key];
    metric.count = counts.converted[i];
    if (counts.units > 0)
      metric.mean = static_cast<double>(metric.count) / static_cast<double>(counts.units);
  }
  return arm;
}

ResultsView results_of(const Launch& launch, const RunningLaunch& running) {
  const auto& definition = launch.definition;
  const auto& counts = running.tally().arms();
  ResultsView view;
  view.launch = definition.key;
  view.state = launch.state;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    view.arms.push_back(arm_result(definition.arms[i].key, counts[i], running.judge().metrics()));
  }
  view.guardrails = running.judge().explain(counts);
  view.rollback = {running.log_e(), running.level(), std::log(amber_at),
                   std::log(definition.rollback_at), running.crossings()};
  view.multiple_exposure = running.tally().multiple_exposure();
  view.late = running.tally().late();
  return view;
}

}  // namespace

LaunchList list_view(const Book& book) {
  LaunchList list;
  for (const auto& [key, launch] : book.launches)
    list.launches.push_back({key, launch.definition.name, launch.state});
  return list;
}

LaunchView launch_view(const Book& book, const Launch& launch) {
  const auto& definition = launch.definition;
  const auto shares = shares_of(definition);
  LaunchView view;
  view.key = definition.key;
  view.name = definition.name;
  view.state = launch.state;
  view.killed = launch.killed;
  view.flag = definition.flag;
  view.unit = definition.unit;
  for (std::size_t i = 0; i < definition.arms.size(); ++i) {
    const auto& arm = definition.arms[i];
    view.arms.push_back({arm.key, arm.value, arm.weight, shares[i] / 10'000.0});
  }
  view.coverage = definition.coverage;
  view.condition = definition.condition;
  view.metrics = metrics_of(book, definition);
  for (std::size_t i = 0; i < definition.guardrails.size(); ++i) {
    const auto& guardrail = definition.guardrails[i];
    view.guardrails.push_back({guardrail.metric, guardrail.side,
                               margin_of(guardrail, view.metrics[i]),
                               weight_of(definition, guardrail)});
  }
  view.rollback_at = definition.rollback_at;
  view.started_at = launch.started_at;
  view.ended_at = launch.ended_at;
  return view;
}

ResultsView results_view(Loop& loop, const Launch& launch) {
  const auto* running = loop.running(launch.definition.key);
  auto view = running ? results_of(launch, *running)
                      : results_of(launch, blank(loop.book(), launch.definition));
  view.as_of = {loop.sequence(), loop.at()};
  return view;
}

EvidenceView evidence_view(Loop& loop, const Launch& launch) {
  const auto* running = loop.running(launch.definition.key);
  return running ? EvidenceView{running->history()} : EvidenceView{};
}

std::optional<boost::json::object> receipt_view(const Loop& loop, const Launch& launch) {
  const auto* receipt = loop.receipt(launch.definition.key);
  if (!receipt) return std::nullopt;
  auto view = wire::to_json(*receipt).as_object();
  view["state"] = wire::to_json(launch.state);
  view["in_marketing_words"] = in_marketing_words(*receipt, launch.definition);
  view["in_it_words"] = in_it_words(*receipt, launch.definition);
  view["next"] = wire::to_json(next_steps(*receipt));
  return view;
}

}  // namespace spotter::live
