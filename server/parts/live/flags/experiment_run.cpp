// The part of an evaluation that puts units into experiments.
#include <algorithm>

#include "parts/live/flags/evaluation_run.hpp"
#include "parts/live/flags/javascript_value.hpp"

namespace spotter::live {

namespace json = boost::json;

/// The arm, if any, and how it was found.
struct EvaluationRun::Assignment {
  std::optional<std::size_t> arm;
  bool hash_used = false;  // an assignment by hash: it is remembered and tracked
  std::optional<double> bucket;
  bool sticky = false;
};

namespace {

// A number in forced_variations; whatever names no arm puts the visitor out.
std::optional<std::size_t> arm_number(const json::value& value) {
  const double number = value.is_number() ? value.to_number<double>() : -1;
  if (!(number >= 0 && number < 1e9)) return std::nullopt;
  const auto arm = static_cast<std::size_t>(number);
  return static_cast<double>(arm) == number ? std::optional(arm) : std::nullopt;
}

BanditChoice choice_of(const Bandit& bandit, const BanditLeaf* leaf) {
  if (leaf) return {leaf->id, leaf->weights_json, bandit.version, true};
  return {-1, bandit.fallback_weights, bandit.version, false};
}

}  // namespace

ExperimentResult EvaluationRun::experiment(const Experiment& experiment,
                                           std::optional<std::string> flag) {
  const auto* leaf = experiment.bandit ? find_leaf(*experiment.bandit) : nullptr;
  const auto assignment = assign(experiment, leaf ? leaf->ranges : experiment.ranges);
  ExperimentResult placed = result(experiment, assignment);
  placed.feature_id = std::move(flag);
  if (experiment.bandit) placed.bandit = choice_of(*experiment.bandit, leaf);
  if (!assignment.hash_used) return placed;
  if (remembers(experiment)) remember(experiment, unit_of(experiment), placed.key);
  track({&experiment, placed, {}});
  return placed;
}

const BanditLeaf* EvaluationRun::find_leaf(const Bandit& bandit) const {
  for (const auto& leaf : bandit.leaves) {
    const auto outcome = leaf.condition.test(context_.attributes, features_.groups());
    if (outcome == Condition::Outcome::failed) return nullptr;
    if (outcome == Condition::Outcome::yes) return &leaf;
  }
  return nullptr;
}

EvaluationRun::UnitValue EvaluationRun::unit_of(const Experiment& experiment) const {
  return unit(experiment.hash_attribute,
              remembers(experiment) ? experiment.fallback_attribute : std::string());
}

std::optional<EvaluationRun::Assignment> EvaluationRun::forced(const Experiment& experiment) const {
  Assignment assignment;
  assignment.arm = query_override(experiment.key, context_.url, experiment.arms.size());
  if (assignment.arm) return assignment;
  const auto* forced = context_.forced_variations.if_contains(experiment.key);
  if (!forced) return std::nullopt;
  assignment.arm = arm_number(*forced);
  return assignment;
}

// The order of these tests is runExperiment's.
EvaluationRun::Assignment EvaluationRun::assign(const Experiment& experiment,
                                                const std::vector<BucketRange>& ranges) {
  if (experiment.arms.size() < 2 || !context_.enabled || !spend_step()) return {};
  if (const auto assignment = forced(experiment)) return *assignment;
  if (experiment.status == Experiment::Status::draft) return {};
  const auto unit = unit_of(experiment);
  return unit.value ? assign_unit(experiment, unit, ranges) : Assignment{};
}

EvaluationRun::Assignment EvaluationRun::assign_unit(const Experiment& experiment,
                                                     const UnitValue& unit,
                                                     const std::vector<BucketRange>& ranges) {
  const auto sticky = remembers(experiment) ? sticky_finding(experiment) : StickyFinding{};
  if (!sticky.arm && !admits(experiment, unit)) return {};
  const auto n = unit.bucket(experiment.seed, experiment.hash_version);
  if (!n) return {};
  Assignment assignment;
  if (sticky.blocked) {
    assignment.sticky = true;
    return assignment;
  }
  assignment.arm = sticky.arm ? sticky.arm : choose_variation(*n, ranges);
  if (!assignment.arm) return {};
  if (experiment.has_force) {
    assignment.arm = experiment.force;
    return assignment;
  }
  if (context_.qa_mode || experiment.status == Experiment::Status::stopped) return {};
  assignment.hash_used = true;
  assignment.bucket = n;
  assignment.sticky = sticky.arm.has_value();
  return assignment;
}

bool EvaluationRun::admits(const Experiment& experiment, const UnitValue& unit) {
  if (experiment.filters) {
    if (filtered_out(*experiment.filters)) return false;
  } else if (experiment.space && !in_namespace(unit.text(), *experiment.space)) {
    return false;
  }
  if (experiment.condition && !passes(*experiment.condition)) return false;
  if (parents(experiment.parents) != Parents::pass) return false;
  return !experiment.groups ||
         std::any_of(experiment.groups->begin(), experiment.groups->end(),
                     [this](const auto& group) { return context_.groups.contains(group); });
}

// Not in the experiment: the first arm's value, which nobody is counted for.
ExperimentResult EvaluationRun::result(const Experiment& experiment,
                                       const Assignment& assignment) const {
  ExperimentResult result;
  result.in_experiment = assignment.arm && *assignment.arm < experiment.arms.size();
  result.variation_id = result.in_experiment ? *assignment.arm : 0;
  result.key = experiment.arm_key(result.variation_id);
  if (const auto* value = experiment.arms.if_contains(result.variation_id)) result.value = *value;
  result.hash_used = assignment.hash_used;
  const auto unit = unit_of(experiment);
  result.hash_attribute = unit.attribute;
  result.hash_value = unit.value ? *unit.value : json::value("");
  result.sticky_bucket_used = assignment.sticky;
  result.bucket = assignment.bucket;
  if (result.variation_id < experiment.meta.size()) {
    result.name = experiment.meta[result.variation_id].name;
    result.passthrough = experiment.meta[result.variation_id].passthrough;
  }
  return result;
}

bool EvaluationRun::remembers(const Experiment& experiment) const {
  return context_.sticky && !experiment.sticky.disabled;
}

const StickyDocument* EvaluationRun::sticky_document(const UnitValue& unit) const {
  const auto key = StickyDocument{unit.attribute, unit.stored_text(), {}}.key();
  for (const auto* documents : {&sticky_changes_, context_.sticky})
    if (const auto found = documents->find(key); found != documents->end()) return &found->second;
  return nullptr;
}

// Without a fallback attribute the SDK falls back to "id".
StickyFinding EvaluationRun::sticky_finding(const Experiment& experiment) const {
  const auto& fallback = experiment.fallback_attribute;
  const auto second = unit(fallback.empty() ? "id" : fallback);
  const auto* of_unit = sticky_document(unit(experiment.hash_attribute));
  const auto* of_fallback = second.value ? sticky_document(second) : nullptr;
  return find_sticky(experiment, of_unit ? &of_unit->assignments : nullptr,
                     of_fallback ? &of_fallback->assignments : nullptr);
}

void EvaluationRun::remember(const Experiment& experiment, const UnitValue& unit,
                             const std::string& arm_key) {
  const auto* known = sticky_document(unit);
  StickyDocument document{unit.attribute, unit.stored_text(), {}};
  if (known) document.assignments = known->assignments;
  const auto name = sticky_name(experiment);
  const auto* before = document.assignments.if_contains(name);
  if (before && javascript::is_same(*before, json::value(arm_key))) return;
  document.assignments[name] = arm_key;
  sticky_changes_[document.key()] = std::move(document);
}

std::vector<StickyDocument> EvaluationRun::sticky_changes() const {
  std::vector<StickyDocument> documents;
  for (const auto& [key, document] : sticky_changes_) documents.push_back(document);
  return documents;
}

}  // namespace spotter::live
