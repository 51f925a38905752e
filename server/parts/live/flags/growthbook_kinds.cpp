#include "parts/live/flags/growthbook_kinds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <cmath>
#include <iterator>
#include <stdexcept>

#include "parts/live/flags/bucket.hpp"
#include "parts/live/flags/encrypted_text.hpp"
#include "parts/live/flags/evaluator.hpp"
#include "parts/live/flags/hash.hpp"
#include "parts/live/flags/javascript_value.hpp"

namespace spotter::live {

namespace json = boost::json;

namespace {

using Verdict = std::optional<std::string>;

// Jest's toEqual: the order of members does not matter, 1 equals 1.0.
bool is_equal(const json::value& left, const json::value& right) {
  if (left.is_number() && right.is_number())
    return left.to_number<double>() == right.to_number<double>();
  if (left.kind() != right.kind()) return false;
  if (const auto* list = left.if_array())
    return std::equal(list->begin(), list->end(), right.get_array().begin(),
                      right.get_array().end(), is_equal);
  const auto* object = left.if_object();
  if (!object) return left == right;
  return object->size() == right.get_object().size() &&
         std::all_of(object->begin(), object->end(), [&](const auto& member) {
           const auto* other = right.get_object().if_contains(member.key());
           return other && is_equal(member.value(), *other);
         });
}

Verdict compare(const json::value& expected, const json::value& got) {
  if (is_equal(expected, got)) return std::nullopt;
  return fmt::format("expected {}, got {}", json::serialize(expected), json::serialize(got));
}

const json::value* optional_member(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value && !value->is_null() ? value : nullptr;
}

Features compile(const json::object& context) {
  auto features = Features::compile(context);
  if (!features)
    throw std::invalid_argument(features.error().sentence + " " + features.error().pointer);
  return std::move(*features);
}

EvaluationContext context_of(const json::object& fields) {
  EvaluationContext context;
  if (const auto* attributes = optional_member(fields, "attributes"))
    context.attributes = *attributes;
  if (const auto* url = optional_member(fields, "url")) context.url = url->as_string();
  if (const auto* forced = optional_member(fields, "forcedVariations"))
    context.forced_variations = forced->as_object();
  if (const auto* groups = optional_member(fields, "groups"))
    for (const auto& [name, in] : groups->as_object())
      if (javascript::is_truthy(in)) context.groups.emplace(name);
  const auto* enabled = fields.if_contains("enabled");
  context.enabled = !enabled || !enabled->is_bool() || enabled->get_bool();
  const auto* qa_mode = fields.if_contains("qaMode");
  context.qa_mode = qa_mode && javascript::is_truthy(*qa_mode);
  return context;
}

// name, condition, attributes, expected, saved groups?
Verdict run_condition(const GrowthbookCase& one) {
  const SavedGroups groups(one.size() > 4 ? one.at(4).as_object() : json::object());
  return compare(one.at(3), Condition(one.at(1)).passes(one.at(2), groups));
}

// seed, value, version, expected
Verdict run_hash(const GrowthbookCase& one) {
  const double version = one.at(2).to_number<double>();
  const int known = version == 1 ? 1 : version == 2 ? 2 : 0;
  const auto n = bucket_of(one.at(0).as_string(), javascript::to_text(one.at(1)), known);
  return compare(one.at(3), n ? json::value(*n) : json::value());
}

// The shared cases round to eight digits.
double rounded(double number) { return std::floor(number * 1e8) / 1e8; }

json::value rounded(const json::value& value) {
  if (value.is_number()) return rounded(value.to_number<double>());
  json::array list;
  for (const auto& item : value.as_array()) list.push_back(rounded(item));
  return list;
}

std::vector<BucketRange> ranges_of(const json::array& list) {
  std::vector<BucketRange> ranges;
  for (const auto& range : list)
    ranges.push_back({javascript::to_number(range.as_array().at(0)),
                      javascript::to_number(range.as_array().at(1))});
  return ranges;
}

// name, [arms, coverage, weights], expected
Verdict run_ranges(const GrowthbookCase& one) {
  const auto& inputs = one.at(1).as_array();
  std::vector<double> weights;
  if (inputs.size() > 2 && !inputs.at(2).is_null())
    for (const auto& weight : inputs.at(2).as_array())
      weights.push_back(weight.to_number<double>());
  json::array got;
  for (const auto& range :
       bucket_ranges(inputs.at(0).to_number<int>(), javascript::to_number(inputs.at(1)), weights))
    got.push_back(json::array{range.start, range.end});
  return compare(rounded(one.at(2)), rounded(json::value(got)));
}

// name, n, ranges, expected
Verdict run_choice(const GrowthbookCase& one) {
  const auto arm = choose_variation(one.at(1).to_number<double>(), ranges_of(one.at(2).as_array()));
  return compare(one.at(3), arm ? json::value(*arm) : json::value(-1));
}

// name, key, url, arms, expected
Verdict run_override(const GrowthbookCase& one) {
  const auto arm = query_override(one.at(1).as_string(), one.at(2).as_string(),
                                  one.at(3).to_number<std::size_t>());
  return compare(one.at(4), arm ? json::value(*arm) : json::value());
}

// name, unit, [namespace, start, end], expected
Verdict run_namespace(const GrowthbookCase& one) {
  const auto& space = one.at(2).as_array();
  const Namespace compiled{
      javascript::to_text(space.at(0)),
      {javascript::to_number(space.at(1)), javascript::to_number(space.at(2))}};
  return compare(one.at(3), in_namespace(javascript::to_text(one.at(1)), compiled));
}

// name, encrypted text, key, expected text or null
Verdict run_decrypt(const GrowthbookCase& one) {
  const auto text = decrypt_text(one.at(1).as_string(), one.at(2).as_string());
  return compare(one.at(3), text ? json::value(*text) : json::value());
}

// arms, expected
Verdict run_weights(const GrowthbookCase& one) {
  json::array got;
  for (const double weight : equal_weights(one.at(0).to_number<int>())) got.emplace_back(weight);
  return compare(rounded(one.at(1)), rounded(json::value(got)));
}

// name, context, flag, expected
Verdict run_feature(const GrowthbookCase& one) {
  const auto& fields = one.at(1).as_object();
  const Features features = compile(fields);
  return compare(one.at(3), to_json(evaluate(features, one.at(2).as_string(), context_of(fields))));
}

// name, context, experiment, expected value, in experiment, hash used
Verdict run_run(const GrowthbookCase& one) {
  const auto& fields = one.at(1).as_object();
  const Features features = compile(fields);
  const auto experiment = compile_experiment(one.at(2).as_object(), "");
  if (!experiment) throw std::invalid_argument(experiment.error().sentence);
  const auto result = run_experiment(*experiment, features, context_of(fields)).result;
  return compare(json::array{one.at(3), one.at(4), one.at(5)},
                 json::array{result.value, result.in_experiment, result.hash_used});
}

StickyDocument read_sticky(const json::value& value) {
  const auto& fields = value.as_object();
  return {std::string(fields.at("attributeName").as_string()),
          std::string(fields.at("attributeValue").as_string()),
          fields.at("assignments").as_object()};
}

// The attributes whose documents the SDK loads: those that some rule assigns by.
std::set<std::string> sticky_attributes(const Features& features) {
  std::set<std::string> names;
  for (const auto& [key, feature] : features.all())
    for (const auto& rule : feature.rules) {
      if (!rule.experiment) continue;
      names.insert(rule.experiment->hash_attribute);
      if (!rule.experiment->fallback_attribute.empty())
        names.insert(rule.experiment->fallback_attribute);
    }
  return names;
}

// What is stored for this visitor, out of all that is stored.
StickyDocuments visitors_documents(const json::array& stored, const Features& features,
                                   const EvaluationContext& context) {
  StickyDocuments documents;
  const auto names = sticky_attributes(features);
  for (const auto& value : stored) {
    auto document = read_sticky(value);
    const auto* attributes = context.attributes.if_object();
    const auto* own = attributes ? attributes->if_contains(document.attribute_name) : nullptr;
    if (!names.contains(document.attribute_name) || !own) continue;
    const auto text = own->is_string() ? javascript::to_text(*own) : javascript::stringify(*own);
    if (text == document.attribute_value) documents[document.key()] = std::move(document);
  }
  return documents;
}

// name, context, stored documents, flag, expected result or null, expected documents
Verdict run_sticky(const GrowthbookCase& one) {
  const auto& fields = one.at(1).as_object();
  const Features features = compile(fields);
  auto context = context_of(fields);
  auto stored = one.at(2).as_array();
  if (const auto* more = optional_member(fields, "stickyBucketAssignmentDocs"))
    for (const auto& [key, document] : more->as_object()) stored.push_back(document);
  auto documents = visitors_documents(stored, features, context);
  context.sticky = &documents;
  const auto evaluation = evaluate(features, one.at(3).as_string(), context);
  const auto& result = evaluation.experiment_result;
  if (auto verdict = compare(one.at(4), result ? json::value(to_json(*result)) : json::value()))
    return verdict;
  for (const auto& change : evaluation.sticky_changes) documents[change.key()] = change;
  json::object got;
  for (const auto& [key, document] : documents) got[key] = to_json(document);
  return compare(one.at(5), got);
}

struct Kind {
  std::string_view name;
  RunCase run;
};

constexpr Kind kinds[] = {{"evalCondition", run_condition},
                          {"hash", run_hash},
                          {"getBucketRange", run_ranges},
                          {"chooseVariation", run_choice},
                          {"getQueryStringOverride", run_override},
                          {"inNamespace", run_namespace},
                          {"getEqualWeights", run_weights},
                          {"decrypt", run_decrypt},
                          {"feature", run_feature},
                          {"contextualBandit", run_feature},
                          {"run", run_run},
                          {"stickyBucket", run_sticky}};

}  // namespace

RunCase find_kind(std::string_view kind) {
  const auto found = std::find_if(std::begin(kinds), std::end(kinds),
                                  [&](const Kind& known) { return known.name == kind; });
  return found == std::end(kinds) ? nullptr : found->run;
}

}  // namespace spotter::live
