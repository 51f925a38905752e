#include "parts/live/act/running_launch.hpp"

namespace spotter::live {

namespace {

std::vector<Duration> windows_of(const std::vector<Metric>& metrics) {
  std::vector<Duration> windows;
  for (const auto& metric : metrics) windows.push_back(metric.window);
  return windows;
}

}  // namespace

RunningLaunch::RunningLaunch(LaunchJudge judge, const LaunchDefinition& launch)
    : judge_(std::move(judge)), tally_(launch.arms.size(), windows_of(judge_.metrics())) {}

std::optional<Crossing> RunningLaunch::judge_event(const Crossing& event, bool latching) {
  auto evidence = judge_.evidence(tally_.arms());
  log_e_ = evidence.merged;
  const bool changed = history_.empty() || history_.back().guardrails != evidence.guardrails;
  if (changed)
    remember({event.sequence, event.at, evidence.merged, std::move(evidence.guardrails)});
  const auto level = judge_.level(log_e_);
  if (!latching || level <= level_) return std::nullopt;
  level_ = level;
  auto crossing = event;
  crossing.state = level;
  crossing.log_e = log_e_;
  crossings_.push_back(crossing);
  return crossing;
}

void RunningLaunch::remember(EvidencePoint point) {
  // Points between two strides overwrite the newest one, so that it is always up to date.
  const bool fresh = changes_++ % stride_ == 0 || history_.empty();
  if (!fresh) {
    history_.back() = std::move(point);
    return;
  }
  history_.push_back(std::move(point));
  if (history_.size() < history_points_max) return;
  std::vector<EvidencePoint> thinned;
  for (std::size_t i = 1; i < history_.size(); i += 2) thinned.push_back(std::move(history_[i]));
  history_ = std::move(thinned);
  stride_ *= 2;
}

}  // namespace spotter::live
