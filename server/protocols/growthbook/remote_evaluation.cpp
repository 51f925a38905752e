#include "protocols/growthbook/remote_evaluation.hpp"

#include <boost/json.hpp>

#include "parts/live/flags/evaluator.hpp"
#include "parts/live/flags/javascript_value.hpp"
#include "wire/exact_parser.hpp"
#include "wire/json.hpp"

namespace spotter::protocols {

namespace json = boost::json;

namespace {

// Conditions alone may nest limits::condition_depth_max deep, inside of rules.
constexpr std::size_t payload_depth_max = 100;

const json::object* object_at(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value ? value->if_object() : nullptr;
}

// [[flag, value], …]; of a flag named twice the last value counts.
json::object forced_values(const json::object& request) {
  json::object forced;
  const auto* list = request.if_contains("forcedFeatures");
  if (!list || !list->is_array()) return forced;
  for (const auto& entry : list->get_array()) {
    const auto* pair = entry.if_array();
    if (!pair || pair->empty() || !pair->front().is_string()) continue;
    forced[pair->front().get_string()] = pair->size() > 1 ? (*pair)[1] : json::value();
  }
  return forced;
}

// An experiment without what this visitor is not to see: who is meant, and the other arms' values.
json::value scrubbed(json::value experiment, const json::value* arm) {
  auto* fields = experiment.if_object();
  if (!fields) return experiment;
  fields->erase("condition");
  auto* arms = fields->if_contains("variations");
  if (!arms || !arms->is_array()) return experiment;
  const double shown = arm && arm->is_number() ? arm->to_number<double>() : -1;
  for (std::size_t i = 0; i < arms->get_array().size(); ++i)
    if (static_cast<double>(i) != shown) arms->get_array()[i] = json::object();
  return experiment;
}

json::object scrubbed_track(const json::value& track) {
  const auto& fields = track.as_object();
  const auto& result = fields.at("result");
  const auto* number =
      result.is_object() ? result.get_object().if_contains("variationId") : nullptr;
  return {{"experiment", scrubbed(fields.at("experiment"), number)}, {"result", result}};
}

// True for {"experiment": …, "result": …} with something in both.
bool is_track(const json::value& track) {
  const auto* fields = track.if_object();
  const auto* experiment = fields ? fields->if_contains("experiment") : nullptr;
  const auto* result = fields ? fields->if_contains("result") : nullptr;
  return experiment && result && live::javascript::is_truthy(*experiment) &&
         live::javascript::is_truthy(*result);
}

json::array tracks_of(const live::Evaluation& evaluation) {
  json::array tracks;
  for (const auto& track : evaluation.tracks) {
    const auto recorded = live::to_json(track);
    if (is_track(recorded)) tracks.push_back(scrubbed_track(recorded));
  }
  return tracks;
}

// A visitor who was forced into an arm is told so, although nobody counts it.
json::array forced_track(const live::Evaluation& evaluation) {
  const auto& result = *evaluation.experiment_result;
  return {scrubbed_track({{"experiment", live::experiment_json(*evaluation.experiment, result)},
                          {"result", live::to_json(result)}})};
}

json::object reduced(const live::Evaluation& evaluation) {
  json::object feature{{"defaultValue", evaluation.value}};
  if (evaluation.tracks.empty() && !evaluation.experiment_result) return feature;
  auto tracks = evaluation.tracks.empty() ? forced_track(evaluation) : tracks_of(evaluation);
  feature["rules"] =
      json::array{json::object{{"force", evaluation.value}, {"tracks", std::move(tracks)}}};
  return feature;
}

}  // namespace

Result<live::Features> read_features(std::string_view payload) {
  json::error_code error;
  const auto value = wire::parse_exact(payload, payload_depth_max, error);
  if (error) return failure(bad_request("This is not JSON: " + error.message() + "."));
  return live::Features::compile(value);
}

Result<live::EvaluationContext> read_remote_request(std::string_view body) {
  live::EvaluationContext context;
  if (body.empty()) return context;
  TRY(const auto parsed, wire::parse(body));
  const auto* request = parsed.if_object();
  if (!request) return failure(bad_request("The body is no JSON object."));
  if (const auto* attributes = object_at(*request, "attributes")) context.attributes = *attributes;
  if (const auto* forced = object_at(*request, "forcedVariations"))
    context.forced_variations = *forced;
  context.forced_values = forced_values(*request);
  if (const auto* url = request->if_contains("url"); url && url->is_string())
    context.url = url->get_string();
  return context;
}

json::object evaluate_remotely(const live::Features& features,
                               const live::EvaluationContext& context) {
  json::object reduced_features;
  for (const auto& [key, feature] : features.all())
    reduced_features[key] = reduced(live::evaluate(features, key, context));
  return reduced_features;
}

}  // namespace spotter::protocols
