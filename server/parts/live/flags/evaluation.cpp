#include "parts/live/flags/evaluation.hpp"

#include <boost/describe/enum_to_string.hpp>

#include "parts/live/flags/javascript_value.hpp"

namespace spotter::live {

namespace json = boost::json;

namespace {

bool counts(const ExperimentResult& result) { return result.hash_used && result.in_experiment; }

void add_bandit(json::object& object, const BanditChoice& choice) {
  object["leafId"] = choice.leaf_id;
  if (!choice.weights.is_null()) object["variationWeights"] = choice.weights;
  if (choice.version) object["banditVersion"] = *choice.version;
}

std::string text_of(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value ? javascript::to_text(*value) : "undefined";
}

std::string recorded_key(const json::value& track) {
  const auto* object = track.if_object();
  const auto* experiment = object ? object->if_contains("experiment") : nullptr;
  const auto* result = object ? object->if_contains("result") : nullptr;
  if (!experiment || !experiment->is_object() || !result || !result->is_object()) return {};
  const auto& fields = result->get_object();
  return text_of(fields, "hashAttribute") + text_of(fields, "hashValue") +
         text_of(experiment->get_object(), "key") + text_of(fields, "variationId");
}

}  // namespace

std::string ExperimentResult::unit_text() const { return javascript::to_text(hash_value); }

bool Evaluation::on() const { return javascript::is_truthy(value); }

json::object to_json(const ExperimentResult& result) {
  json::object object{
      {"key", result.key},
      {"featureId", result.feature_id ? json::value(*result.feature_id) : json::value()},
      {"inExperiment", result.in_experiment},
      {"hashUsed", result.hash_used},
      {"variationId", result.variation_id},
      {"value", result.value},
      {"hashAttribute", result.hash_attribute},
      {"hashValue", result.hash_value},
      {"stickyBucketUsed", result.sticky_bucket_used}};
  if (!result.name.empty()) object["name"] = result.name;
  if (result.bucket) object["bucket"] = *result.bucket;
  if (result.passthrough) object["passthrough"] = true;
  if (result.bandit && counts(result)) add_bandit(object, *result.bandit);
  return object;
}

json::object experiment_json(const Experiment& experiment, const ExperimentResult& result) {
  json::object object = experiment.definition;
  if (!result.bandit) return object;
  const BanditChoice& choice = *result.bandit;
  if (choice.from_leaf && choice.weights.is_null()) object.erase("weights");
  else if (choice.from_leaf) object["weights"] = choice.weights;
  if (!counts(result)) return object;
  json::object bandit;
  add_bandit(bandit, choice);
  object["contextualBandit"] = std::move(bandit);
  return object;
}

json::value to_json(const Track& track) {
  if (!track.experiment) return track.recorded;
  return {{"experiment", experiment_json(*track.experiment, track.result)},
          {"result", to_json(track.result)}};
}

json::object to_json(const Evaluation& evaluation) {
  json::object object{{"value", evaluation.value},
                      {"on", evaluation.on()},
                      {"off", !evaluation.on()},
                      {"source", boost::describe::enum_to_string(evaluation.source, "?")},
                      {"ruleId", evaluation.rule_id}};
  if (!evaluation.experiment_result) return object;
  const auto& result = *evaluation.experiment_result;
  object["experiment"] = experiment_json(*evaluation.experiment, result);
  object["experimentResult"] = to_json(result);
  return object;
}

std::string exposure_key(const Track& track) {
  if (!track.experiment) return recorded_key(track.recorded);
  const auto& result = track.result;
  return result.hash_attribute + result.unit_text() + track.experiment->key +
         std::to_string(result.variation_id);
}

}  // namespace spotter::live
