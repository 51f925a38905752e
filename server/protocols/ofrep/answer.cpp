#include "protocols/ofrep/answer.hpp"

#include <boost/describe.hpp>
#include <boost/json.hpp>

namespace spotter::protocols {

namespace json = boost::json;

namespace {

// Only text, numbers and booleans survive in the JS client.
json::object metadata_json(const live::Decision& decision, std::optional<bool> exposure,
                           const json::storage_ptr& memory) {
  json::object metadata(memory);
  metadata.reserve(8);
  const auto add = [&](std::string_view name, const std::string& text) {
    if (!text.empty()) metadata.emplace(name, text);
  };
  add("ruleId", decision.rule_id);
  add("experiment", decision.experiment);
  add("variation", decision.variation);
  if (!decision.experiment.empty()) metadata.emplace("inExperiment", decision.in_experiment);
  if (decision.bucket) metadata.emplace("bucket", *decision.bucket);
  add("unit", decision.unit);
  metadata.emplace("configVersion", decision.config_version);
  if (exposure) metadata.emplace("exposure", *exposure);
  return metadata;
}

}  // namespace

json::object evaluation_json(const live::Decision& decision, CodeDefault code_default,
                             std::optional<bool> exposure, const json::storage_ptr& memory) {
  if (decision.reason == live::Reason::ERROR)
    return failure_json(decision.flag, {"GENERAL", decision.problem}, memory);
  json::object evaluation(memory);
  evaluation.reserve(5);
  evaluation.emplace("key", decision.flag);
  if (decision.value) evaluation.emplace("value", *decision.value);
  else if (code_default == CodeDefault::value) evaluation.emplace("value", decision.flag_default);
  evaluation.emplace("reason", boost::describe::enum_to_string(decision.reason, "UNKNOWN"));
  if (decision.value && !decision.variant.empty()) evaluation.emplace("variant", decision.variant);
  evaluation.emplace("metadata", metadata_json(decision, exposure, memory));
  return evaluation;
}

json::object failure_json(std::optional<std::string_view> flag, const OfrepFailure& failure,
                          const json::storage_ptr& memory) {
  json::object body(memory);
  if (flag) body.emplace("key", *flag);
  body.emplace("errorCode", failure.code);
  body.emplace("errorDetails", failure.details);
  return body;
}

}  // namespace spotter::protocols
