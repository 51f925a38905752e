#include "parts/live/flags/experiment.hpp"

#include <algorithm>
#include <cmath>

#include "parts/live/flags/hash.hpp"
#include "parts/live/flags/javascript_value.hpp"
#include "parts/live/flags/json_fields.hpp"

namespace spotter::live {

namespace json = boost::json;

namespace {

constexpr std::string_view missing = "undefined";  // String(undefined)

Result<ParentCondition> compile_parent(const json::value& value, const std::string& at) {
  TRY(const auto* parent, read_object(value, at));
  const auto* flag = parent->if_contains("id");
  const auto* condition = given(*parent, "condition");
  return ParentCondition{flag ? javascript::to_text(*flag) : std::string(missing),
                         Condition(condition ? *condition : json::value(json::object())),
                         given(*parent, "gate") != nullptr};
}

Result<BucketFilter> compile_filter(const json::value& value, const std::string& at) {
  TRY(const auto* filter, read_object(value, at));
  const auto* ranges = filter->if_contains("ranges");
  if (!ranges) return failure(bad_request("\"ranges\" is missing.", at));
  TRY(auto compiled, read_ranges(*ranges, below(at, "ranges")));
  return BucketFilter{seed_of(filter->if_contains("seed")), given_text(*filter, "attribute", "id"),
                      given_hash_version(*filter, "hashVersion", 2), std::move(compiled)};
}

ArmMeta read_meta(const json::value& value) {
  const auto* meta = value.if_object();
  if (!meta) return {};
  return {given_text(*meta, "key", ""), given_text(*meta, "name", ""),
          given(*meta, "passthrough") != nullptr};
}

double coverage_of(const json::object& definition) {
  const auto* coverage = definition.if_contains("coverage");
  return coverage ? javascript::to_number(*coverage) : 1;
}

Result<std::vector<BucketRange>> compile_ranges(const json::object& definition, std::size_t arms,
                                                const std::string& at) {
  if (const auto* ranges = given(definition, "ranges"))
    return read_ranges(*ranges, below(at, "ranges"));
  std::vector<double> weights;
  if (const auto* given_weights = given(definition, "weights")) {
    TRY(weights, read_numbers(*given_weights, below(at, "weights")));
  }
  return bucket_ranges(static_cast<int>(arms), coverage_of(definition), weights);
}

Result<Namespace> compile_space(const json::value& value, const std::string& at) {
  TRY(const auto* parts, read_list(value, at));
  if (parts->size() != 3)
    return failure(bad_request("This must be a list of a name, a start and an end.", at));
  return Namespace{javascript::to_text((*parts)[0]),
                   {javascript::to_number((*parts)[1]), javascript::to_number((*parts)[2])}};
}

// An arm's number; anything else names no arm.
std::optional<std::size_t> read_arm(const json::value& value, std::size_t arms) {
  const double number = value.is_number() ? value.to_number<double>() : -1;
  if (!(number >= 0 && number < static_cast<double>(arms)) || number != std::floor(number))
    return std::nullopt;
  return static_cast<std::size_t>(number);
}

StickyRule read_sticky(const json::object& definition) {
  const auto* least = given(definition, "minBucketVersion");
  return {given(definition, "disableStickyBucketing") != nullptr,
          given_text(definition, "bucketVersion", "0"), least ? javascript::to_number(*least) : 0};
}

Experiment::Status read_status(const json::object& definition) {
  const auto* active = definition.if_contains("active");
  const auto status = given_text(definition, "status", "");
  if (active && active->is_bool() && !active->get_bool()) return Experiment::Status::draft;
  if (status == "draft") return Experiment::Status::draft;
  return status == "stopped" ? Experiment::Status::stopped : Experiment::Status::running;
}

void read_plain_fields(Experiment& experiment, const json::object& definition) {
  experiment.key = given_text(definition, "key", "");
  experiment.hash_attribute = given_text(definition, "hashAttribute", "id");
  experiment.fallback_attribute = given_text(definition, "fallbackAttribute", "");
  experiment.seed = given_seed(definition, "seed", experiment.key);
  experiment.hash_version = given_hash_version(definition, "hashVersion", 1);
  experiment.sticky = read_sticky(definition);
  experiment.status = read_status(definition);
  if (const auto* condition = given(definition, "condition"))
    experiment.condition.emplace(*condition);
  if (const auto* force = definition.if_contains("force")) {
    experiment.has_force = true;
    experiment.force = read_arm(*force, experiment.arms.size());
  }
  experiment.definition = definition;
}

Result<std::vector<std::string>> compile_groups(const json::value& value, const std::string& at) {
  TRY(const auto* list, read_list(value, at));
  std::vector<std::string> groups;
  for (const auto& group : *list) groups.push_back(javascript::to_text(group));
  return groups;
}

Result<void> read_who(Experiment& experiment, const json::object& definition,
                      const std::string& at) {
  if (const auto* filters = given(definition, "filters")) {
    TRY(experiment.filters, compile_filters(*filters, below(at, "filters")));
  }
  if (const auto* space = given(definition, "namespace")) {
    TRY(experiment.space, compile_space(*space, below(at, "namespace")));
  }
  if (const auto* parents = given(definition, "parentConditions")) {
    TRY(experiment.parents, compile_parents(*parents, below(at, "parentConditions")));
  }
  if (const auto* groups = given(definition, "groups")) {
    TRY(experiment.groups, compile_groups(*groups, below(at, "groups")));
  }
  for (const auto* name : {"urlPatterns", "url"})
    if (given(definition, name))
      return failure(bad_request("Targeting by URL is not known here.", below(at, name)));
  return {};
}

}  // namespace

std::string Experiment::arm_key(std::size_t arm) const {
  return arm < meta.size() && !meta[arm].key.empty() ? meta[arm].key : std::to_string(arm);
}

Result<std::vector<ParentCondition>> compile_parents(const json::value& list,
                                                     const std::string& at) {
  TRY(const auto* parents, read_list(list, at));
  std::vector<ParentCondition> compiled;
  for (const auto& parent : *parents) {
    TRY(auto one, compile_parent(parent, below(at, compiled.size())));
    compiled.push_back(std::move(one));
  }
  return compiled;
}

Result<std::vector<BucketFilter>> compile_filters(const json::value& list, const std::string& at) {
  TRY(const auto* filters, read_list(list, at));
  std::vector<BucketFilter> compiled;
  for (const auto& filter : *filters) {
    TRY(auto one, compile_filter(filter, below(at, compiled.size())));
    compiled.push_back(std::move(one));
  }
  return compiled;
}

Result<Experiment> compile_experiment(const json::object& definition, const std::string& at) {
  const auto* arms = definition.if_contains("variations");
  if (!arms) return failure(bad_request("\"variations\" is missing.", at));
  Experiment experiment;
  TRY(const auto* values, read_list(*arms, below(at, "variations")));
  experiment.arms = *values;
  read_plain_fields(experiment, definition);
  TRY(experiment.ranges, compile_ranges(definition, values->size(), at));
  TRY_VOID(read_who(experiment, definition, at));
  if (const auto* meta = given(definition, "meta")) {
    TRY(const auto* list, read_list(*meta, below(at, "meta")));
    std::transform(list->begin(), list->end(), std::back_inserter(experiment.meta), read_meta);
  }
  return experiment;
}

std::optional<std::size_t> assigned_arm(const Experiment& experiment, std::string_view unit) {
  if (unit.empty() || experiment.arms.size() < 2) return std::nullopt;
  const auto n = bucket_of(experiment.seed.text, unit, experiment.hash_version);
  const auto arm = n ? choose_variation(*n, experiment.ranges) : std::nullopt;
  return arm && *arm < experiment.arms.size() ? arm : std::nullopt;
}

}  // namespace spotter::live
