#include "parts/live/flags/feature_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/limits.hpp"
#include "parts/live/flags/condition_rules.hpp"
#include "parts/live/flags/json_fields.hpp"

namespace spotter::live {

namespace json = boost::json;

namespace {

// Walks a flag's rules and collects what is wrong with them.
class Inspection {
 public:
  void feature(const json::value& value, const std::string& at) {
    const auto* object = value.if_object();
    if (!object) return add("This must be an object.", at);
    const auto* rules = object->if_contains("rules");
    if (!rules) return;
    if (!rules->is_array()) return add("This must be a list of rules.", below(at, "rules"));
    for (std::size_t i = 0; i < rules->get_array().size(); ++i)
      rule(rules->get_array()[i], below(below(at, "rules"), i));
  }

  std::vector<Problem> take() { return std::move(problems_); }

 private:
  void add(std::string sentence, const std::string& at) {
    problems_.push_back(bad_request(std::move(sentence), at));
  }

  void rule(const json::value& value, const std::string& at) {
    const auto* rule = value.if_object();
    if (!rule) return add("A rule must be an object.", at);
    if (const auto* id = rule->if_contains("id")) rule_id(*id, below(at, "id"));
    if (const auto* condition = rule->if_contains("condition"))
      append(check_condition(*condition, below(at, "condition")));
    if (const auto* parents = rule->if_contains("parentConditions"))
      parent_conditions(*parents, below(at, "parentConditions"));
    if (const auto* filters = rule->if_contains("filters"))
      filter_list(*filters, below(at, "filters"));
    coverage(*rule, at);
    if (rule->contains("force")) force(*rule, at);
    else if (rule->contains("variations")) experiment(*rule, at);
    else add("A rule needs \"force\" or \"variations\".", at);
  }

  void append(std::vector<Problem> problems) {
    std::move(problems.begin(), problems.end(), std::back_inserter(problems_));
  }

  void rule_id(const json::value& id, const std::string& at) {
    if (!id.is_string() || !is_key(id.get_string()))
      add("A rule's id has 1 to 128 letters, digits, dots, hyphens and underscores.", at);
    else if (!ids_.insert(std::string(id.get_string())).second)
      add("Two rules of this flag have the same id.", at);
  }

  void parent_conditions(const json::value& list, const std::string& at) {
    if (!list.is_array()) return add("This must be a list.", at);
    for (std::size_t i = 0; i < list.get_array().size(); ++i) {
      const auto* parent = list.get_array()[i].if_object();
      const auto* id = parent ? parent->if_contains("id") : nullptr;
      const auto* condition = parent ? parent->if_contains("condition") : nullptr;
      if (!id || !id->is_string())
        add("This must be an object with a flag's \"id\".", below(at, i));
      if (condition) append(check_condition(*condition, below(below(at, i), "condition")));
    }
  }

  void filter_list(const json::value& list, const std::string& at) {
    const auto filters = compile_filters(list, at);
    if (!filters) return problems_.push_back(filters.error());
    for (std::size_t i = 0; i < filters->size(); ++i) {
      if ((*filters)[i].hash_version != 2) hash_version(below(at, i));
      const auto* seed = list.get_array()[i].get_object().if_contains("seed");
      if (!seed || !seed->is_string()) add("A filter needs a seed.", below(at, i));
      ranges((*filters)[i].ranges, below(below(at, i), "ranges"));
    }
  }

  void ranges(const std::vector<BucketRange>& ranges, const std::string& at) {
    for (std::size_t i = 0; i < ranges.size(); ++i)
      if (!(ranges[i].start >= 0 && ranges[i].start <= ranges[i].end && ranges[i].end <= 1))
        add("A range goes from a number to one not below it, both from 0 to 1.", below(at, i));
  }

  void hash_version(const std::string& at) {
    add("hashVersion must be 2: with any other, experiments depend on each other.", at);
  }

  void need_hash_version(const json::object& rule, const std::string& at) {
    if (given_hash_version(rule, "hashVersion", 1) != 2)
      hash_version(rule.contains("hashVersion") ? below(at, "hashVersion") : at);
  }

  void coverage(const json::object& rule, const std::string& at) {
    const auto* coverage = rule.if_contains("coverage");
    if (!coverage) return;
    const double share = coverage->is_number() ? coverage->to_number<double>() : -1;
    if (!(share >= 0 && share <= 1)) add("Coverage is from 0 to 1.", below(at, "coverage"));
  }

  void force(const json::object& rule, const std::string& at) {
    if (const auto* range = rule.if_contains("range")) {
      const auto read = read_range(*range, below(at, "range"));
      if (read) ranges({*read}, below(at, "range"));
      else problems_.push_back(read.error());
    }
    if (rule.contains("range") || rule.contains("coverage")) need_hash_version(rule, at);
  }

  void need_text(const json::object& rule, std::string_view name, const std::string& at) {
    const auto* text = rule.if_contains(name);
    if (text && text->is_string() && !text->get_string().empty()) return;
    add(fmt::format("An experiment needs \"{}\", a text.", name), text ? below(at, name) : at);
  }

  void experiment(const json::object& rule, const std::string& at) {
    for (const auto* name : {"key", "seed", "hashAttribute"}) need_text(rule, name, at);
    need_hash_version(rule, at);
    const auto compiled = compile_experiment(rule, at);
    if (!compiled) return problems_.push_back(compiled.error());
    const std::size_t arms = compiled->arms.size();
    if (arms < 2) return add("An experiment has at least two arms.", below(at, "variations"));
    if (compiled->ranges.size() != arms)
      add("There must be as many ranges as arms.", below(at, "ranges"));
    if (rule.contains("ranges")) ranges(compiled->ranges, below(at, "ranges"));
    if (const auto* weights = rule.if_contains("weights"))
      weight_list(*weights, arms, below(at, "weights"));
    arm_keys(*compiled, rule.contains("meta") ? below(at, "meta") : at);
  }

  void weight_list(const json::value& value, std::size_t arms, const std::string& at) {
    const auto weights = read_numbers(value, at);
    if (!weights) return problems_.push_back(weights.error());
    double sum = 0;
    for (const double weight : *weights) sum += weight;
    const bool within = std::all_of(weights->begin(), weights->end(),
                                    [](double weight) { return weight >= 0 && weight <= 1; });
    if (weights->size() != arms) add("There must be as many weights as arms.", at);
    else if (!within || sum < 0.99 || sum > 1.01)
      add("Weights are from 0 to 1 and add up to 1; clients would take equal ones.", at);
  }

  void arm_keys(const Experiment& experiment, const std::string& at) {
    std::set<std::string> keys;
    for (const auto& meta : experiment.meta)
      if (!meta.key.empty()) keys.insert(meta.key);
    if (experiment.meta.size() != experiment.arms.size() || keys.size() != experiment.arms.size())
      add("Every arm needs its own key in \"meta\".", at);
  }

  std::vector<Problem> problems_;
  std::set<std::string> ids_;
};

// How long the longest chain of prerequisites behind each flag is.
class Chains {
 public:
  explicit Chains(const Features& features) : features_(features) {}

  std::vector<Problem> check() {
    for (const auto& [key, feature] : features_.all()) length(key);
    return std::move(problems_);
  }

 private:
  std::size_t length(const std::string& key) {
    if (const auto known = lengths_.find(key); known != lengths_.end()) return known->second;
    const Feature* feature = features_.find(key);
    if (!feature || open_.size() > limits::prerequisite_depth_max) return 0;
    open_.push_back(key);
    std::size_t longest = 0;
    for (std::size_t i = 0; i < feature->rules.size(); ++i)
      for (const auto& parent : feature->rules[i].parents)
        longest = std::max(longest, 1 + behind(key, i, parent.flag));
    open_.pop_back();
    if (longest >= limits::prerequisite_depth_max)
      add(fmt::format("More than {} flags wait for each other.", limits::prerequisite_depth_max),
          below("/features", key));
    return lengths_[key] = longest;
  }

  std::size_t behind(const std::string& key, std::size_t rule, const std::string& parent) {
    const auto at = below(below(below("/features", key), "rules"), rule) + "/parentConditions";
    if (!features_.find(parent)) {
      add(fmt::format("There is no flag \"{}\" to wait for.", parent), at);
      return 0;
    }
    if (std::find(open_.begin(), open_.end(), parent) == open_.end()) return length(parent);
    add(fmt::format("This flag waits for itself, by way of \"{}\".", parent), at);
    return 0;
  }

  void add(std::string sentence, std::string at) {
    problems_.push_back(bad_request(std::move(sentence), std::move(at)));
  }

  const Features& features_;
  std::vector<std::string> open_;
  std::map<std::string, std::size_t> lengths_;
  std::vector<Problem> problems_;
};

}  // namespace

std::vector<Problem> check_feature(const json::value& feature, const std::string& at) {
  Inspection inspection;
  inspection.feature(feature, at);
  return inspection.take();
}

std::vector<Problem> check_prerequisites(const Features& features) {
  return Chains(features).check();
}

}  // namespace spotter::live
