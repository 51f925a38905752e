#include "parts/live/flags/feature.hpp"

#include "parts/live/flags/bandit.hpp"
#include "parts/live/flags/javascript_value.hpp"
#include "parts/live/flags/json_fields.hpp"

namespace spotter::live {

namespace json = boost::json;

namespace {

const json::object& no_members() {
  static const json::object empty;
  return empty;
}

// The member as an object; an absent or falsy one is empty.
Result<const json::object*> read_section(const json::object& payload, std::string_view name) {
  const auto* section = given(payload, name);
  if (!section) return &no_members();
  return read_object(*section, below("", name));
}

Result<Rollout> compile_rollout(const json::object& rule, const std::string& flag,
                                const std::string& at) {
  Rollout rollout;
  if (const auto* range = given(rule, "range")) {
    TRY(rollout.range, read_range(*range, below(at, "range")));
  }
  if (const auto* coverage = rule.if_contains("coverage")) {
    rollout.coverage = javascript::to_number(*coverage);
    rollout.nobody = coverage->is_number() && *rollout.coverage == 0 && !rollout.range;
  }
  rollout.seed = given_seed(rule, "seed", flag);
  rollout.hash_attribute = given_text(rule, "hashAttribute", "id");
  rollout.fallback_attribute = given_text(rule, "fallbackAttribute", "");
  rollout.hash_version = given_hash_version(rule, "hashVersion", 1);
  rollout.sticky_disabled = given(rule, "disableStickyBucketing") != nullptr;
  return rollout;
}

Result<ForceRule> compile_force(const json::object& rule, const std::string& flag,
                                const std::string& at) {
  ForceRule force;
  force.value = rule.at("force");
  if (const auto* condition = given(rule, "condition")) force.condition.emplace(*condition);
  TRY(force.rollout, compile_rollout(rule, flag, at));
  if (const auto* tracks = given(rule, "tracks")) {
    TRY(const auto* list, read_list(*tracks, below(at, "tracks")));
    force.tracks = *list;
  }
  return force;
}

// The experiment that the SDK makes of a rule: these members, in this order.
json::object experiment_of(const json::object& rule, const json::value& arms,
                           const std::string& flag) {
  json::object experiment{{"variations", arms}};
  const auto* key = given(rule, "key");
  experiment["key"] = key ? *key : json::value(flag);
  if (const auto* coverage = rule.if_contains("coverage")) experiment["coverage"] = *coverage;
  const auto copy_given = [&](std::string_view name) {
    if (const auto* value = given(rule, name)) experiment[name] = *value;
  };
  for (const auto* name :
       {"weights", "hashAttribute", "fallbackAttribute", "disableStickyBucketing"})
    copy_given(name);
  for (const auto* name : {"bucketVersion", "minBucketVersion"})
    if (const auto* value = rule.if_contains(name)) experiment[name] = *value;
  for (const auto* name : {"namespace", "meta", "ranges", "name", "phase", "seed", "hashVersion",
                           "filters", "condition"})
    copy_given(name);
  return experiment;
}

// contextualVariations ?? variations, if truthy.
const json::value* arms_of(const json::object& rule) {
  const auto* contextual = rule.if_contains("contextualVariations");
  if (!contextual || contextual->is_null()) return given(rule, "variations");
  return javascript::is_truthy(*contextual) ? contextual : nullptr;
}

// Compiles rules one after the other; knows what is the same for all of them.
struct RuleCompiler {
  const json::object& bandits;

  Result<Experiment> experiment(const json::object& rule, const json::value& arms,
                                const std::string& flag, const std::string& at) const {
    TRY(auto compiled, compile_experiment(experiment_of(rule, arms, flag), at));
    const auto* reference = given(rule, "contextualBanditRef");
    if (!reference) return compiled;
    const auto id = javascript::to_text(*reference);
    const auto* bandit = given(bandits, id);
    if (!bandit) return compiled;
    TRY(compiled.bandit, compile_bandit(*bandit, compiled, below("/contextualBandits", id)));
    return compiled;
  }

  Result<FeatureRule> rule(const json::value& value, const std::string& flag,
                           const std::string& at) const {
    TRY(const auto* rule, read_object(value, at));
    FeatureRule compiled;
    compiled.id = given_text(*rule, "id", "");
    if (const auto* parents = given(*rule, "parentConditions")) {
      TRY(compiled.parents, compile_parents(*parents, below(at, "parentConditions")));
    }
    if (const auto* filters = given(*rule, "filters")) {
      TRY(compiled.filters, compile_filters(*filters, below(at, "filters")));
    }
    if (rule->contains("force")) {
      TRY(compiled.force, compile_force(*rule, flag, at));
    } else if (const auto* arms = arms_of(*rule)) {
      TRY(compiled.experiment, experiment(*rule, *arms, flag, at));
    }
    return compiled;
  }

  Result<Feature> feature(const json::value& value, const std::string& flag,
                          const std::string& at) const {
    TRY(const auto* object, read_object(value, at));
    Feature compiled;
    if (const auto* default_value = object->if_contains("defaultValue"))
      compiled.default_value = *default_value;
    const auto* rules = given(*object, "rules");
    if (!rules) return compiled;
    TRY(const auto* list, read_list(*rules, below(at, "rules")));
    for (const auto& one : *list) {
      TRY(auto rule_compiled, rule(one, flag, below(below(at, "rules"), compiled.rules.size())));
      compiled.rules.push_back(std::move(rule_compiled));
    }
    return compiled;
  }
};

}  // namespace

Result<Features> Features::compile(const json::value& payload) {
  TRY(const auto* object, read_object(payload, ""));
  TRY(const auto* features, read_section(*object, "features"));
  TRY(const auto* groups, read_section(*object, "savedGroups"));
  TRY(const auto* bandits, read_section(*object, "contextualBandits"));
  Features compiled;
  compiled.groups_ = SavedGroups(*groups);
  const RuleCompiler compiler{*bandits};
  for (const auto& [key, value] : *features) {
    if (!javascript::is_truthy(value)) continue;  // unknown to the SDK, too
    TRY(auto feature, compiler.feature(value, key, below("/features", key)));
    compiled.features_.emplace(key, std::move(feature));
  }
  return compiled;
}

const Feature* Features::find(std::string_view key) const {
  const auto found = features_.find(key);
  return found == features_.end() ? nullptr : &found->second;
}

std::optional<std::size_t> assigned_arm(const FeatureRule& rule, std::string_view unit) {
  return rule.experiment ? assigned_arm(*rule.experiment, unit) : std::nullopt;
}

}  // namespace spotter::live
