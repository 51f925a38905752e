#include "parts/live/serve/snapshot.hpp"

#include <algorithm>

#include "base/ensure.hpp"
#include "parts/live/define/rules.hpp"
#include "parts/live/flags/evaluator.hpp"

namespace spotter::live {

namespace {

Reason reason_of(const Evaluation& evaluation) {
  if (evaluation.gave_up) return Reason::ERROR;
  switch (evaluation.source) {
    case Source::experiment: return Reason::SPLIT;
    case Source::force:
    case Source::override:
      return evaluation.rule_has_coverage ? Reason::SPLIT : Reason::TARGETING_MATCH;
    case Source::prerequisite: return Reason::DISABLED;
    case Source::cyclicPrerequisite:
    case Source::unknownFeature: return Reason::ERROR;
    case Source::defaultValue: return evaluation.has_rules ? Reason::DEFAULT : Reason::STATIC;
  }
  return Reason::ERROR;
}

void add_experiment(Decision& decision, const Evaluation& evaluation) {
  const auto& result = *evaluation.experiment_result;
  decision.experiment = evaluation.experiment ? evaluation.experiment->key : std::string();
  decision.variation = result.key;
  decision.variant = result.key;
  decision.in_experiment = result.in_experiment;
  decision.bucket = result.bucket;
  decision.unit = result.hash_attribute;
  decision.unit_text = result.unit_text();
}

}  // namespace

Snapshot::Snapshot(std::uint64_t version, Features features, Surroundings surroundings)
    : version_(version), features_(std::move(features)), around_(std::move(surroundings)) {}

Decision Snapshot::decide(const std::string& key, const ServedFlag& flag,
                          const EvaluationContext& context) const {
  Decision decision;
  decision.flag = key;
  decision.flag_default = flag.default_;
  decision.config_version = version_;
  if (!flag.enabled) {
    decision.reason = Reason::DISABLED;
    return decision;
  }
  const auto evaluation = evaluate(features_, key, context);
  decision.reason = reason_of(evaluation);
  if (decision.reason == Reason::DISABLED) return decision;
  if (decision.reason == Reason::ERROR) {
    decision.problem = "The flag's rules could not be evaluated.";
    return decision;
  }
  decision.value = evaluation.value;
  decision.rule_id = evaluation.rule_id;
  decision.variant = evaluation.rule_id.empty() ? "default" : evaluation.rule_id;
  if (evaluation.experiment_result) add_experiment(decision, evaluation);
  return decision;
}

std::optional<Decision> Snapshot::decide(std::string_view flag,
                                         const boost::json::object& attributes) const {
  const auto found = around_.flags.find(flag);
  if (found == around_.flags.end()) return std::nullopt;
  EvaluationContext context;
  context.attributes = attributes;
  return decide(found->first, found->second, context);
}

std::vector<Decision> Snapshot::decide_all(const boost::json::object& attributes,
                                           bool client_visible_only) const {
  EvaluationContext context;
  context.attributes = attributes;
  std::vector<Decision> decisions;
  for (const auto& [key, flag] : around_.flags) {
    if (client_visible_only && !flag.visible_to_clients) continue;
    decisions.push_back(decide(key, flag, context));
  }
  return decisions;
}

boost::json::object Snapshot::payload() const {
  boost::json::object payload;
  for (const auto& [key, flag] : around_.flags)
    if (flag.enabled && flag.visible_to_clients) payload[key] = flag.feature;
  return payload;
}

const LaunchDefinition* Snapshot::launch(std::string_view key) const {
  const auto found = around_.launches.find(key);
  return found == around_.launches.end() ? nullptr : &found->second;
}

const std::vector<std::string>& Snapshot::value_paths(std::string_view event) const {
  static const std::vector<std::string> none;
  const auto found = around_.value_paths.find(event);
  return found == around_.value_paths.end() ? none : found->second;
}

namespace {

// What the compiler collects: GrowthBook's payload, and what stands around it.
struct Draft {
  boost::json::object features;
  Snapshot::Surroundings around;
};

void add_standing(Draft& draft, const StandingFlag& flag) {
  draft.features[flag.key] = feature_of(flag);
  draft.around.flags[flag.key] = {flag.enabled, flag.visible_to_clients, flag.default_};
}

boost::json::array rules_of(const Launch& launch) {
  switch (launch.state) {
    case State::live:
    case State::amber: return {experiment_rule(launch.definition)};
    case State::paused:
    case State::rolled_back:
    case State::stopped: return {control_rule(launch.definition)};
    default: return {};
  }
}

void add_launch(Draft& draft, const Launch& launch, const Book& book) {
  const auto& definition = launch.definition;
  draft.around.launches[definition.key] = definition;
  const auto* decides = governing(book, definition.flag.key);
  if (decides && decides != &launch) return;
  const auto& flag = definition.flag;
  draft.features[flag.key] =
      boost::json::object{{"defaultValue", flag.default_},
                          {"rules", decides ? rules_of(launch) : boost::json::array()}};
  draft.around.flags[flag.key] = {!launch.killed, true, flag.default_};
}

void add_value_path(ValuePaths& paths, const Metric& metric) {
  if (!metric.value) return;
  auto& of_event = paths[metric.event];
  if (std::find(of_event.begin(), of_event.end(), *metric.value) == of_event.end())
    of_event.push_back(*metric.value);
}

}  // namespace

std::shared_ptr<const Snapshot> compile(const Book& book, std::uint64_t version) {
  Draft draft;
  for (const auto& [key, flag] : book.flags) add_standing(draft, flag);
  for (const auto& [key, metric] : book.metrics) add_value_path(draft.around.value_paths, metric);
  for (const auto& [key, launch] : book.launches) add_launch(draft, launch, book);
  for (auto& [key, flag] : draft.around.flags) flag.feature = draft.features.at(key);
  auto features = Features::compile(boost::json::object{{"features", std::move(draft.features)}});
  ensure(features.has_value(), "checked definitions compile");
  return std::make_shared<const Snapshot>(version, std::move(*features), std::move(draft.around));
}

}  // namespace spotter::live
