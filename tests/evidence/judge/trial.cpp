#include "evidence/judge/trial.hpp"

#include <algorithm>

namespace spotter::evidence {

namespace {

using std::chrono::days;

live::Metric metric_of(Measure measure) {
  live::Metric metric;
  metric.window = days(7);
  if (measure == Measure::errors) {
    metric.key = "error";
    metric.better = live::Better::down;
    metric.worth = Money{1'500, "EUR"};
  } else if (measure == Measure::signups) {
    metric.key = "signup";
    metric.worth = Money{4'000, "EUR"};
  } else {
    metric.key = "revenue";
    metric.kind = live::MetricKind::mean;
    metric.value = "properties.revenue";
    metric.cap = revenue_cap;
    metric.worth = Money{100, "EUR"};
  }
  metric.name = metric.event = metric.key;
  return metric;
}

live::LaunchDefinition definition_of(const Plan& plan) {
  live::LaunchDefinition launch;
  launch.key = launch.name = "simulated";
  launch.arms = {{"control", false, 0.5}, {"treatment", true, 0.5}};
  for (const auto measure : plan.watched)
    launch.guardrails.push_back({metric_of(measure).key, live::Side::it, plan.margin, {}});
  if (plan.with_goals)
    launch.goals = {metric_of(Measure::signups).key, metric_of(Measure::revenue).key};
  return launch;
}

live::RunningLaunch running_of(const Plan& plan) {
  const auto launch = definition_of(plan);
  std::vector<live::Metric> metrics;
  for (const auto measure : plan.watched) metrics.push_back(metric_of(measure));
  return {live::LaunchJudge(launch, std::move(metrics), {5'000, 5'000}), launch};
}

live::ArmIndex arm_index(bool treated) {
  return static_cast<live::ArmIndex>(treated ? live::treatment_arm : live::control_arm);
}

void add(HarmByMeasure& sum, const HarmByMeasure& harm, double weight) {
  for (std::size_t i = 0; i < measures; ++i) sum[i] += harm[i] * weight;
}

}  // namespace

Trial::Trial(const Plan& plan, std::uint64_t seed)
    : plan_(plan), dice_(seed), redraws_(dice_.fork()), running_(running_of(plan)) {}

void Trial::play() {
  while (!is_over()) {
    const bool more = visitors_.size() < plan_.visitors_max;
    if (more && (due_.empty() || next_exposure_ <= due_.top().at)) expose_next();
    else if (!due_.empty()) take_due();
    else return;
  }
}

void Trial::expose_next() {
  now_ = next_exposure_;
  next_exposure_ = now_ + dice_.about(plan_.mix.between_exposures);
  Visitor visitor;
  dice_.fill(visitor.unit.bytes);
  visitor.exposed = now_;
  visitor.treated = dice_.chance(0.5);
  visitor.acts = acts_of(plan_.mix, visitor.treated ? plan_.harm : Harm{}, dice_);
  const auto place = static_cast<std::uint32_t>(visitors_.size());
  const auto acts = static_cast<std::uint32_t>(visitor.acts.size());
  for (std::uint32_t i = 0; i < acts; ++i) due_.push({now_ + visitor.acts[i].after, place, i});
  if (dice_.chance(plan_.mix.seen_in_both))
    due_.push({now_ + dice_.about(std::chrono::minutes(10)), place, acts});
  const auto arm = arm_index(visitor.treated);
  running_.tally().advance(now_);
  running_.tally().expose(visitor.unit, arm, arm, now_);
  visitors_.push_back(std::move(visitor));
  look();
}

void Trial::take_due() {
  const auto due = due_.top();
  due_.pop();
  now_ = due.at;
  const auto& visitor = visitors_[due.visitor];
  running_.tally().advance(now_);
  if (due.act < visitor.acts.size()) {
    if (observe(visitor, visitor.acts[due.act])) look();
    return;
  }
  const auto effect = running_.tally().expose(visitor.unit, arm_index(!visitor.treated),
                                              arm_index(visitor.treated), now_);
  if (effect != live::Effect::nothing) look();
}

// True if it changed what is judged: the loop looks then, too.
bool Trial::observe(const Visitor& visitor, const Act& act) {
  const auto found = std::find(plan_.watched.begin(), plan_.watched.end(), act.measure);
  if (!act.is || found == plan_.watched.end()) return false;
  const auto place = static_cast<live::MetricIndex>(found - plan_.watched.begin());
  return running_.tally().observe(visitor.unit, {place, now_, now_, *act.is}) ==
         live::Effect::counted;
}

void Trial::look() {
  ++course_.looks;
  const live::Crossing now{live::Level::green, live::Cause::harm, course_.looks, "", now_, 0};
  for (const auto& crossing : running_.judge_event(now, true)) {
    if (crossing.cause == live::Cause::sample_ratio) course_.ratio_alarm = true;
    else course_.amber = true;  // red is amber too, and may come at once
    if (crossing.state == live::Level::red) course_.red = true;
  }
  if (!plan_.with_goals) return;
  for (std::size_t goal = 0; goal < goals; ++goal) {
    const auto& points = running_.goal_histories()[goal].points();
    if (points.empty() || !points.back().low) continue;
    if (*points.back().low > 0 || *points.back().high < 0) course_.excluded_zero[goal] = true;
  }
}

HarmByMeasure Trial::realised_harm() const {
  HarmByMeasure sum{};
  for (const auto& visitor : visitors_) {
    if (visitor.treated) add(sum, harm_by(visitor.acts, now_ - visitor.exposed), 1);
  }
  return sum;
}

HarmByMeasure Trial::expected_harm(int times) { return expected_harm(times, now_); }

HarmByMeasure Trial::expected_harm_at_last(int times) { return expected_harm(times, std::nullopt); }

HarmByMeasure Trial::expected_harm(int times, std::optional<Instant> by) {
  HarmByMeasure sum{};
  for (const auto& visitor : visitors_) {
    if (!visitor.treated) continue;
    const auto age = by ? *by - visitor.exposed : Duration::max();
    for (int i = 0; i < times; ++i)
      add(sum, harm_by(acts_of(plan_.mix, plan_.harm, redraws_), age), 1.0 / times);
  }
  return sum;
}

}  // namespace spotter::evidence
