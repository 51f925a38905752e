#include "parts/live/flags/evaluator.hpp"

#include "base/limits.hpp"
#include "parts/live/flags/evaluation_run.hpp"
#include "parts/live/flags/hash.hpp"
#include "parts/live/flags/javascript_value.hpp"

namespace spotter::live {

namespace json = boost::json;

namespace {

Evaluation answer(json::value value, Source source) {
  Evaluation evaluation;
  evaluation.value = std::move(value);
  evaluation.source = source;
  return evaluation;
}

}  // namespace

EvaluationRun::EvaluationRun(const Features& features, const EvaluationContext& context)
    : features_(features), context_(context), steps_left_(limits::evaluation_steps_max) {}

Evaluation EvaluationRun::feature(std::string_view flag) {
  for (const auto& open : open_flags_)
    if (open == flag) return answer(nullptr, Source::cyclicPrerequisite);
  if (!spend_step() || open_flags_.size() >= limits::prerequisite_depth_max) {
    gave_up_ = true;
    return answer(nullptr, Source::cyclicPrerequisite);
  }
  if (const auto* forced = context_.forced_values.if_contains(flag))
    return answer(*forced, Source::override);
  const Feature* feature = features_.find(flag);
  if (!feature) return answer(nullptr, Source::unknownFeature);
  open_flags_.emplace_back(flag);
  Evaluation evaluation = rules(flag, *feature);
  open_flags_.pop_back();
  evaluation.has_rules = !feature->rules.empty();
  return evaluation;
}

Evaluation EvaluationRun::rules(std::string_view flag, const Feature& feature) {
  for (std::size_t i = 0; i < feature.rules.size(); ++i) {
    auto evaluation = rule(flag, feature.rules[i]);
    if (!evaluation) continue;
    evaluation->rule_index = i;
    return std::move(*evaluation);
  }
  return answer(feature.default_value, Source::defaultValue);
}

std::optional<Evaluation> EvaluationRun::rule(std::string_view flag, const FeatureRule& rule) {
  if (!spend_step()) return answer(nullptr, Source::cyclicPrerequisite);
  switch (parents(rule.parents)) {
    case Parents::pass: break;
    case Parents::skip: return std::nullopt;
    case Parents::gate: return answer(nullptr, Source::prerequisite);
    case Parents::cycle: return answer(nullptr, Source::cyclicPrerequisite);
  }
  if (rule.filters && filtered_out(*rule.filters)) return std::nullopt;
  std::optional<Evaluation> evaluation;
  if (rule.force) evaluation = force(*rule.force);
  else if (rule.experiment) evaluation = experiment_rule(flag, *rule.experiment);
  if (evaluation) evaluation->rule_id = rule.id;
  return evaluation;
}

EvaluationRun::Parents EvaluationRun::parents(const std::vector<ParentCondition>& parents) {
  for (const auto& parent : parents) {
    Evaluation evaluation = feature(parent.flag);
    if (evaluation.source == Source::cyclicPrerequisite) return Parents::cycle;
    const json::value subject{{"value", std::move(evaluation.value)}};
    if (parent.condition.passes(subject, features_.groups())) continue;
    return parent.gate ? Parents::gate : Parents::skip;
  }
  return Parents::pass;
}

std::optional<Evaluation> EvaluationRun::force(const ForceRule& force) {
  if (force.condition && !passes(*force.condition)) return std::nullopt;
  if (!in_rollout(force.rollout)) return std::nullopt;
  for (const auto& recorded : force.tracks) {
    Track entry;
    entry.recorded = recorded;
    track(std::move(entry));
  }
  Evaluation evaluation = answer(force.value, Source::force);
  evaluation.rule_has_condition = force.condition.has_value();
  evaluation.rule_has_coverage = !force.rollout.everybody();
  return evaluation;
}

bool EvaluationRun::in_rollout(const Rollout& rollout) const {
  if (rollout.everybody()) return true;
  if (rollout.nobody) return false;
  const bool sticky = context_.sticky && !rollout.sticky_disabled;
  const auto found =
      unit(rollout.hash_attribute, sticky ? rollout.fallback_attribute : std::string());
  if (!found.value) return false;
  const auto n = found.bucket(rollout.seed, rollout.hash_version);
  if (!n) return false;
  return rollout.range ? in_range(*n, *rollout.range) : *n <= *rollout.coverage;
}

std::optional<Evaluation> EvaluationRun::experiment_rule(std::string_view flag,
                                                         const Experiment& experiment) {
  auto result = this->experiment(experiment, std::string(flag));
  if (!result.in_experiment || result.passthrough) return std::nullopt;
  Evaluation evaluation = answer(result.value, Source::experiment);
  evaluation.experiment_result = std::move(result);
  evaluation.experiment = &experiment;
  evaluation.rule_has_condition = experiment.condition.has_value();
  evaluation.rule_has_coverage = true;
  return evaluation;
}

bool EvaluationRun::spend_step() {
  if (steps_left_ == 0) gave_up_ = true;
  else --steps_left_;
  return !gave_up_;
}

const json::object& EvaluationRun::attributes() const {
  static const json::object none;
  const auto* attributes = context_.attributes.if_object();
  return attributes ? *attributes : none;
}

EvaluationRun::UnitValue EvaluationRun::unit(const std::string& attribute,
                                             const std::string& fallback) const {
  for (const auto* name : {&attribute, &fallback}) {
    if (name->empty()) continue;
    const auto* value = attributes().if_contains(*name);
    if (value && javascript::is_truthy(*value)) return {*name, value};
  }
  return {attribute, nullptr};
}

std::string EvaluationRun::UnitValue::text() const {
  return value ? javascript::to_text(*value) : std::string();
}

std::optional<double> EvaluationRun::UnitValue::bucket(const HashSeed& seed,
                                                       int hash_version) const {
  const bool adds = !seed.joins && value && (value->is_number() || value->is_bool());
  return adds ? bucket_of("", "", hash_version) : bucket_of(seed.text, text(), hash_version);
}

std::string EvaluationRun::UnitValue::stored_text() const {
  if (!value || value->is_string()) return text();
  return javascript::stringify(*value);
}

bool EvaluationRun::passes(const Condition& condition) const {
  return condition.passes(context_.attributes, features_.groups());
}

bool EvaluationRun::filtered_out(const std::vector<BucketFilter>& filters) const {
  for (const auto& filter : filters) {
    const auto found = unit(filter.attribute);
    if (!found.value) return true;
    const auto n = found.bucket(filter.seed, filter.hash_version);
    if (!n || !choose_variation(*n, filter.ranges)) return true;
  }
  return false;
}

// In the place of the first of equal exposures stands the last: two flags may share an experiment.
void EvaluationRun::track(Track track) {
  const auto [known, is_new] = tracked_.try_emplace(exposure_key(track), tracks_.size());
  if (is_new) tracks_.push_back(std::move(track));
  else tracks_[known->second] = std::move(track);
}

Evaluation evaluate(const Features& features, std::string_view flag,
                    const EvaluationContext& context) {
  EvaluationRun run(features, context);
  Evaluation evaluation = run.feature(flag);
  evaluation.gave_up = run.gave_up();
  evaluation.tracks = run.take_tracks();
  evaluation.sticky_changes = run.sticky_changes();
  return evaluation;
}

ExperimentOutcome run_experiment(const Experiment& experiment, const Features& features,
                                 const EvaluationContext& context) {
  EvaluationRun run(features, context);
  ExperimentOutcome outcome;
  outcome.result = run.experiment(experiment, std::nullopt);
  outcome.tracks = run.take_tracks();
  outcome.sticky_changes = run.sticky_changes();
  return outcome;
}

}  // namespace spotter::live
