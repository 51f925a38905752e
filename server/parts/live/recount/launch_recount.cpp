#include "parts/live/recount/launch_recount.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/limits.hpp"

namespace spotter::live {

namespace {

constexpr double amber_odds = 10;   // semantics.md, "Defaults"
constexpr double alarm_odds = 100;  // statistics.md 4.4

}  // namespace

LaunchRecount::LaunchRecount(const LaunchDefinition& launch, const std::vector<Metric>& metrics)
    : weighing_(launch, metrics),
      people_(metrics),
      references_(metrics.size()),
      goals_most_(launch.goals.size()) {
  weights_.guardrails.resize(launch.guardrails.size());
}

Reached LaunchRecount::judge(const Place& place, bool deciding) {
  const auto arms = people_.standing();
  weighing_.freeze(arms, references_);
  weights_ = weighing_.weigh(arms, references_);
  for (std::size_t i = 0; i < goals_most_.size(); ++i)
    goals_most_[i] = std::max(goals_most_[i], weights_.goals[i]);
  Reached reached;
  if (!deciding) return reached;
  if (ratio_rings(weights_.sample_ratio)) {
    reached.amber = true;
    remember(place, "amber", "sample_ratio", weights_.sample_ratio);
  }
  if (harm_rings(weights_.merged)) {
    reached.red = level_ == Level::red;
    reached.amber = reached.amber || !reached.red;
    remember(place, reached.red ? "red" : "amber", "harm", weights_.merged);
  }
  return reached;
}

bool LaunchRecount::ratio_rings(double ratio) {
  const bool over = ratio >= std::log(alarm_odds);
  alarm_heard_ = alarm_heard_ && over;
  if (!over || alarm_ || alarm_heard_) return false;
  return alarm_ = true;
}

bool LaunchRecount::harm_rings(double merged) {
  const bool amber = merged >= std::log(amber_odds);
  const bool red = merged >= std::log(launch().rollback_at);
  harm_heard_ = harm_heard_ && (amber || red);
  if (red && level_ != Level::red) {
    level_ = Level::red;
    return true;
  }
  if (!amber || red || level_ != Level::green || harm_heard_) return false;
  level_ = Level::amber;
  return true;
}

void LaunchRecount::remember(const Place& place, const char* state, const char* cause,
                             double log_e) {
  if (steps_.size() >= limits::crossings_max) return;
  const auto& event = place.event;
  steps_.push_back({state, cause, place.sequence, event.message_id, event.received, log_e});
}

void LaunchRecount::clear() {
  harm_heard_ = harm_heard_ || level_ == Level::amber;
  alarm_heard_ = alarm_heard_ || alarm_;
  if (level_ == Level::amber) level_ = Level::green;
  alarm_ = false;
}

// ---- the receipt ------------------------------------------------------------------------------

void LaunchRecount::freeze_receipt(const Launch& launch, const Place& place) {
  put_receipt(launch, place.sequence);
  const auto& event = place.event;
  put(receipt_, "receipt/decided_by", "judge");
  put(receipt_, "receipt/deciding_event/message_id", event.message_id);
  put(receipt_, "receipt/deciding_event/event",
      event.exposure ? std::string(exposure_event_name) : event.name);
  const auto arm = people_.arm_of(event.unit);
  put(receipt_, "receipt/deciding_event/arm", arm ? launch.definition.arms[*arm].key : "");
  put_time(receipt_, "receipt/times/arrived", event.received);
}

void LaunchRecount::freeze_receipt_by_hand(const Launch& launch, const Order& order) {
  put_receipt(launch, order.sequence);
  put(receipt_, "receipt/decided_by", "person");
  put(receipt_, "receipt/member", order.record.actor);
  put(receipt_, "receipt/reason", order.record.reason);
  put_time(receipt_, "receipt/times/arrived", order.record.at);
}

void LaunchRecount::put_receipt(const Launch& launch, Sequence sequence) {
  const auto arms = people_.counted_anew();
  const auto weights = weighing_.weigh(arms, references_);
  receipt_.clear();
  put(receipt_, "receipt/name", launch.definition.name);
  put_count(receipt_, "receipt/deciding_event/sequence", sequence);
  put_number(receipt_, "receipt/log_e", weights.merged);
  put_number(receipt_, "receipt/threshold", launch.definition.rollback_at);
  for (std::size_t arm = 0; arm < arms.size(); ++arm)
    put_count(receipt_, "receipt/exposed/" + launch.definition.arms[arm].key, arms[arm].units);
  weighing_.put_guardrails(receipt_, "receipt/guardrails/", arms, weights);
  weighing_.put_loss(receipt_, arms, references_);
}

void LaunchRecount::put_receipt_times(Instant decided, std::optional<Instant> pushed,
                                      bool recovered) {
  if (!pushed && !recovered) return;
  put_time(receipt_, "receipt/times/decided", decided);
  put_time(receipt_, "receipt/times/pushed", pushed);
  put(receipt_, "receipt/times/recovered", recovered ? "true" : "false");
}

// ---- figures ----------------------------------------------------------------------------------

void LaunchRecount::put_all(Figures& figures) const {
  const auto arms = people_.counted_anew();
  const auto weights = weighing_.weigh(arms, references_);
  weighing_.put_arms(figures, "arms/", arms);
  weighing_.put_guardrails(figures, "guardrails/", arms, weights);
  weighing_.put_goals(figures, arms, references_);
  for (std::size_t i = 0; i < references_.size(); ++i)
    put_number(figures, "reference_variance/" + people_.metrics()[i].key, references_[i]);
  for (std::size_t i = 0; i < goals_most_.size(); ++i)
    put_number(figures, "goals/" + launch().goals[i] + "/log_e_most", goals_most_[i]);
  put_number(figures, "rollback/log_e", weights.merged);
  put_number(figures, "sample_ratio/log_bayes_factor", weights.sample_ratio);
  const bool speaks = weights.sample_ratio >= std::log(alarm_odds);
  put(figures, "sample_ratio/state", alarm_ || speaks ? "alarm" : "fine");
  put_count(figures, "multiple_exposure", people_.multiple_exposure());
  put_count(figures, "late", people_.late());
  put_count(figures, "waiting", people_.waiting());
  put_count(figures, "outside_window", people_.outside_window());
  put_count(figures, "unusable", people_.unusable());
  put_latches(figures);
  figures.insert(receipt_.begin(), receipt_.end());
}

void LaunchRecount::put_latches(Figures& figures) const {
  const char* const words[] = {"green", "amber", "red"};
  put(figures, "rollback/state", words[static_cast<std::size_t>(level_)]);
  put_count(figures, "rollback/crossings", steps_.size());
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const auto& step = steps_[i];
    const auto here = fmt::format("rollback/crossings/{}/", i + 1);
    put(figures, here + "state", step.state);
    put(figures, here + "cause", step.cause);
    put_count(figures, here + "sequence", step.sequence);
    put(figures, here + "message_id", step.message_id);
    put_time(figures, here + "at", step.at);
    put_number(figures, here + "log_e", step.log_e);
  }
}

}  // namespace spotter::live
