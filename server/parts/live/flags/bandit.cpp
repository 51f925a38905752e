#include "parts/live/flags/bandit.hpp"

#include "parts/live/flags/javascript_value.hpp"
#include "parts/live/flags/json_fields.hpp"

namespace spotter::live {

namespace json = boost::json;

namespace {

json::value own_weights(const Experiment& experiment) {
  if (const auto* weights = given(experiment.definition, "weights")) return *weights;
  json::array equal;
  for (const double weight : equal_weights(static_cast<int>(experiment.arms.size())))
    equal.emplace_back(weight);
  return equal;
}

Result<BanditLeaf> compile_leaf(const json::value& value, const Experiment& experiment,
                                const std::string& at) {
  TRY(const auto* leaf, read_object(value, at));
  const auto* id = leaf->if_contains("leafId");
  const auto* condition = given(*leaf, "condition");
  BanditLeaf compiled{id ? *id : json::value(),
                      Condition(condition ? *condition : json::value(json::object())),
                      {},
                      experiment.ranges};
  std::vector<double> weights;
  if (const auto* given_weights = given(*leaf, "weights")) {
    TRY(weights, read_numbers(*given_weights, below(at, "weights")));
    compiled.weights_json = *given_weights;
  }
  if (given(experiment.definition, "ranges")) return compiled;
  const auto* coverage = experiment.definition.if_contains("coverage");
  compiled.ranges = bucket_ranges(static_cast<int>(experiment.arms.size()),
                                  coverage ? javascript::to_number(*coverage) : 1, weights);
  return compiled;
}

}  // namespace

Result<Bandit> compile_bandit(const json::value& entry, const Experiment& experiment,
                              const std::string& at) {
  TRY(const auto* object, read_object(entry, at));
  Bandit bandit;
  if (const auto* version = object->if_contains("banditVersion")) bandit.version = *version;
  bandit.fallback_weights = own_weights(experiment);
  const auto* contexts = given(*object, "contexts");
  if (!contexts) return bandit;
  TRY(const auto* leaves, read_list(*contexts, below(at, "contexts")));
  for (const auto& leaf : *leaves) {
    TRY(auto compiled,
        compile_leaf(leaf, experiment, below(below(at, "contexts"), bandit.leaves.size())));
    bandit.leaves.push_back(std::move(compiled));
  }
  return bandit;
}

}  // namespace spotter::live
