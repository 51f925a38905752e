#include "parts/live/show/views.hpp"

#include <algorithm>
#include <cmath>

#include "parts/live/define/rules.hpp"

namespace spotter::live {

namespace {

// A draft has no state yet: what it would start from.
RunningLaunch blank(const Book& book, const LaunchDefinition& launch) {
  return RunningLaunch(LaunchJudge(launch, metrics_of(book, launch), shares_of(launch)), launch);
}

ArmResult arm_result(const std::string& key, const ArmCounts& counts,
                     const std::vector<Metric>& metrics) {
  ArmResult arm{key, counts.units, {}};
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    arm.metrics[metrics[i].key] = {moments_of(metrics[i], counts, i).average(),
                                   counts.converted[i]};
  }
  return arm;
}

GoalEstimate hidden(GoalEstimate goal) {
  goal.state = GoalState::hidden;
  goal.difference = goal.low = goal.high = std::nullopt;
  goal.lift = goal.lift_low = goal.lift_high = std::nullopt;
  goal.log_e = goal.p_value = std::nullopt;
  return goal;
}

std::vector<GoalEstimate> goals_of(const RunningLaunch& running) {
  const auto& judge = running.judge();
  const bool hide = running.sample_ratio() == RatioState::alarm;
  std::vector<GoalEstimate> goals;
  for (std::size_t i = 0; i < judge.launch().goals.size(); ++i) {
    auto goal = judge.estimate(i, running.measured());
    goal.p_value = std::min(1.0, std::exp(-running.peaks()[i].log_e));
    goals.push_back(hide ? hidden(std::move(goal)) : std::move(goal));
  }
  return goals;
}

SampleRatioView sample_ratio_of(const RunningLaunch& running) {
  const auto share = running.judge().treatment_share();
  const auto& arms = running.tally().arms();
  const auto units = arms[control_arm].units + arms[treatment_arm].units;
  SampleRatioView view{running.sample_ratio_log_bayes_factor(), running.sample_ratio(), {}};
  for (std::size_t i = 0; i < arms.size(); ++i) {
    const double expected = i == treatment_arm ? share : 1 - share;
    view.arms.push_back({running.judge().launch().arms[i].key, expected, std::nullopt});
    if (units > 0)
      view.arms.back().observed = static_cast<double>(arms[i].units) / static_cast<double>(units);
  }
  return view;
}

ResultsView results_of(const Launch& launch, const RunningLaunch& running) {
  const auto& definition = launch.definition;
  const auto& tally = running.tally();
  ResultsView view;
  view.launch = definition.key;
  view.state = launch.state;
  view.mode = definition.mode;
  for (std::size_t i = 0; i < tally.arms().size(); ++i) {
    view.arms.push_back(
        arm_result(definition.arms[i].key, tally.arms()[i], running.judge().metrics()));
  }
  view.guardrails = running.judge().explain(running.measured());
  view.goals = goals_of(running);
  view.rollback = {running.log_e(), running.level(), std::log(amber_at),
                   std::log(definition.rollback_at), running.crossings()};
  view.sample_ratio = sample_ratio_of(running);
  view.multiple_exposure = tally.multiple_exposure();
  view.late = tally.late();
  view.waiting = tally.waiting();
  view.outside_window = tally.outside_window();
  view.unusable = tally.unusable();
  return view;
}

}  // namespace

LaunchList list_view(const Book& book) {
  LaunchList list;
  for (const auto& [key, launch] : book.launches)
    list.launches.push_back({key, launch.definition.name, launch.state, launch.definition.mode});
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
  view.goals = definition.goals;
  view.mode = definition.mode;
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
  if (!running) return {};
  EvidenceView view{running->history().points(), {}};
  if (running->sample_ratio() == RatioState::alarm) return view;  // hides goals
  const auto& goals = launch.definition.goals;
  const auto& treatment = launch.definition.arms[treatment_arm].key;
  for (std::size_t i = 0; i < goals.size(); ++i)
    view.goals.push_back({goals[i], treatment, running->goal_histories()[i].points()});
  return view;
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
