#include "parts/live/act/running_launch.hpp"

#include <algorithm>
#include <cmath>

#include "base/limits.hpp"

namespace spotter::live {

namespace {

// ln 100 (statistics.md 4.4): false with probability of at most 1 %, over the whole life.
const double ratio_alarm_at = std::log(100.0);

std::vector<MetricRule> rules_of(const std::vector<Metric>& metrics) {
  std::vector<MetricRule> rules;
  for (const auto& metric : metrics)
    rules.push_back({metric.window, metric.kind == MetricKind::mean, metric.cap});
  return rules;
}

}  // namespace

RunningLaunch::RunningLaunch(LaunchJudge judge, const LaunchDefinition& launch)
    : judge_(std::move(judge)),
      tally_(launch.arms.size(), rules_of(judge_.metrics())),
      references_(judge_.metrics().size()),
      peaks_(launch.goals.size()),
      goal_histories_(launch.goals.size()) {}

std::vector<Crossing> RunningLaunch::judge_event(const Crossing& event, bool latching) {
  freeze_references(judge_.metrics(), tally_.arms(), references_);
  const auto evidence = judge_.evidence(measured());
  log_e_ = evidence.merged;
  ratio_ = evidence.sample_ratio;
  remember(event, evidence);
  if (!latching) return {};
  std::vector<Crossing> crossed;
  const auto add = [&](Level state, Cause cause, double log_e) {
    auto crossing = event;
    crossing.state = state;
    crossing.cause = cause;
    crossing.log_e = log_e;
    if (crossings_.size() < limits::crossings_max) crossings_.push_back(crossing);
    crossed.push_back(std::move(crossing));
  };
  if (judge_sample_ratio()) add(Level::amber, Cause::sample_ratio, ratio_);
  if (judge_harm()) add(level_, Cause::harm, log_e_);
  return crossed;
}

bool RunningLaunch::judge_harm() {
  const auto now = judge_.level(log_e_);
  if (now == Level::green) harm_cleared_ = false;
  if (now <= level_ || (now == Level::amber && harm_cleared_)) return false;
  level_ = now;
  return true;
}

bool RunningLaunch::judge_sample_ratio() {
  if (ratio_ < ratio_alarm_at) {
    ratio_cleared_ = false;
    return false;
  }
  if (ratio_alarm_ || ratio_cleared_) return false;
  ratio_alarm_ = true;
  return true;
}

bool RunningLaunch::clear_amber() {
  if (!is_amber()) return false;
  if (level_ == Level::amber) {
    level_ = Level::green;
    harm_cleared_ = true;
  }
  if (ratio_alarm_) {
    ratio_alarm_ = false;
    ratio_cleared_ = true;
  }
  return true;
}

RatioState RunningLaunch::sample_ratio() const {
  return ratio_alarm_ || ratio_ >= ratio_alarm_at ? RatioState::alarm : RatioState::fine;
}

void RunningLaunch::remember(const Crossing& event, const Evidence& evidence) {
  const auto& points = history_.points();
  if (points.empty() || points.back().guardrails != evidence.guardrails)
    history_.add({event.sequence, event.at, evidence.merged, evidence.guardrails});
  for (std::size_t goal = 0; goal < peaks_.size(); ++goal)
    remember_goal(goal, event, evidence.goals[goal]);
}

void RunningLaunch::remember_goal(std::size_t goal, const Crossing& event,
                                  const GoalBounds& bounds) {
  auto& peak = peaks_[goal];
  if (bounds.log_e > peak.log_e) peak = {bounds.log_e, event.sequence};
  if (!bounds.difference) return;
  GoalPoint point{event.sequence, event.at, *bounds.difference, std::nullopt, std::nullopt};
  if (bounds.interval) {
    point.low = bounds.interval->low;
    point.high = bounds.interval->high;
  }
  auto& history = goal_histories_[goal];
  const auto& points = history.points();
  const bool changed = points.empty() || points.back().difference != point.difference ||
                       points.back().low != point.low || points.back().high != point.high;
  if (changed) history.add(point);
}

}  // namespace spotter::live
