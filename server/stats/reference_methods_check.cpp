#include "stats/reference_methods_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "stats/bernoulli_cs.hpp"
#include "stats/e_merge.hpp"
#include "stats/kappa.hpp"
#include "stats/label_process.hpp"
#include "stats/moments.hpp"

namespace spotter::stats {
namespace {

namespace json = boost::json;

constexpr double counts_max = 9007199254740992;  // 2^53: whole numbers are exact up to here

Result<const json::value*> field(const json::object& input, std::string_view name) {
  if (const json::value* value = input.if_contains(name)) return value;
  return failure(bad_request(fmt::format("input has no \"{}\"", name)));
}

Result<double> number_of(const json::value& value, std::string_view name) {
  if (value.is_number()) return value.to_number<double>();
  return failure(bad_request(fmt::format("\"{}\" is not a number", name)));
}

Result<double> number(const json::object& input, std::string_view name) {
  TRY(const json::value* value, field(input, name));
  return number_of(*value, name);
}

Result<std::uint64_t> count(const json::object& input, std::string_view name) {
  TRY(const double value, number(input, name));
  if (value >= 0 && value <= counts_max && value == std::floor(value)) {
    return static_cast<std::uint64_t>(value);
  }
  return failure(bad_request(fmt::format("\"{}\" is not a count from 0 to 2^53", name)));
}

Result<bool> truth(const json::object& input, std::string_view name) {
  TRY(const json::value* value, field(input, name));
  if (value->is_bool()) return value->get_bool();
  return failure(bad_request(fmt::format("\"{}\" is not true or false", name)));
}

Result<const json::array*> list(const json::object& input, std::string_view name) {
  TRY(const json::value* value, field(input, name));
  if (const json::array* array = value->if_array()) return array;
  return failure(bad_request(fmt::format("\"{}\" is not a list", name)));
}

Result<std::vector<double>> numbers(const json::object& input, std::string_view name) {
  TRY(const json::array* array, list(input, name));
  std::vector<double> values;
  for (const json::value& value : *array) {
    TRY(const double one, number_of(value, name));
    values.push_back(one);
  }
  return values;
}

json::value optional_value(std::optional<double> value) {
  if (value && std::isfinite(*value)) return *value;
  return nullptr;
}

Result<json::object> moments(const json::object& input) {
  TRY(const double first, number(input, "first"));
  TRY(const std::vector<double> repeated, numbers(input, "then_repeat"));
  TRY(const std::uint64_t total, count(input, "count"));
  if (repeated.empty() && total > 1) {
    return failure(bad_request("\"then_repeat\" is empty, but more values are asked for"));
  }
  Moments state;
  if (total > 0) state.add(first);
  for (std::size_t next = 0; state.n < total; next = (next + 1) % repeated.size()) {
    state.add(repeated[next]);
  }
  std::optional<double> deviation = state.variance();
  if (deviation) deviation = std::sqrt(*deviation);
  return json::object{
      {"n", state.n}, {"mean", optional_value(state.average())}, {"sd", optional_value(deviation)}};
}

Result<json::object> moments_merge(const json::object& input) {
  TRY(const std::vector<double> a, numbers(input, "a"));
  TRY(const std::vector<double> b, numbers(input, "b"));
  Moments merged;
  Moments other;
  for (const double value : a) merged.add(value);
  for (const double value : b) other.add(value);
  merged.merge(other);
  return json::object{{"n", merged.n},
                      {"mean", optional_value(merged.average())},
                      {"m2", merged.m2},
                      {"var", optional_value(merged.variance())}};
}

struct Alternatives {
  double hazard_limit;
  std::vector<double> grid;
};

Result<LabelStage> label_stage(const json::value& stage, const Alternatives& alternatives) {
  const json::object* input = stage.if_object();
  if (!input) return failure(bad_request("a stage is not an object"));
  TRY(const double share, number(*input, "p_treatment"));
  TRY(const std::uint64_t failed, count(*input, "n_units_failed"));
  TRY(const std::uint64_t treatment, count(*input, "n_treatment"));
  if (treatment > failed) {
    return failure(bad_request("\"n_treatment\" is more than \"n_units_failed\""));
  }
  return LabelStage{LabelTest(share, alternatives.hazard_limit, alternatives.grid), treatment,
                    failed - treatment};
}

Result<json::object> label_e_process(const json::object& input) {
  TRY(const json::array* listed, list(input, "stages"));
  Alternatives alternatives;
  TRY(alternatives.hazard_limit, number(input, "lambda0"));
  TRY(alternatives.grid, numbers(input, "lambda_grid"));
  std::vector<LabelStage> stages;
  for (const json::value& one : *listed) {
    TRY(LabelStage stage, label_stage(one, alternatives));
    stages.push_back(std::move(stage));
  }
  return json::object{{"log_e", optional_value(label_log_e(stages))}};
}

Result<json::object> label_first_alarm_case(const json::object& input) {
  TRY(const double threshold, number(input, "threshold"));
  TRY(const double share, number(input, "p_treatment"));
  TRY(const bool in_treatment, truth(input, "all_failures_in_treatment"));
  LabelTest test(share, 1);
  // With every failure in control the two kinds of step change places.
  if (!in_treatment) test.treatment_step.swap(test.control_step);
  const std::optional<std::uint64_t> needed = label_first_alarm(test, threshold);
  return json::object{{"failures_needed", needed ? json::value(*needed) : json::value(nullptr)}};
}

// A null log e is an e-value of 0: its logarithm does not exist in JSON.
Result<std::vector<double>> log_e_values(const json::object& input) {
  TRY(const json::array* listed, list(input, "log_e"));
  std::vector<double> values;
  for (const json::value& value : *listed) {
    values.push_back(-std::numeric_limits<double>::infinity());
    if (!value.is_null()) {
      TRY(values.back(), number_of(value, "log_e"));
    }
  }
  return values;
}

Result<json::object> e_merge_case(const json::object& input) {
  TRY(const std::vector<double> log_e, log_e_values(input));
  TRY(const std::vector<double> weights, numbers(input, "weights"));
  return json::object{{"log_e", optional_value(e_merge(log_e, weights))}};
}

Result<json::object> bernoulli_cs_case(const json::object& input) {
  TRY(const std::uint64_t successes, count(input, "successes"));
  TRY(const std::uint64_t trials, count(input, "n"));
  TRY(const double alpha, number(input, "alpha"));
  TRY(const double optimal_trials, number(input, "t_opt"));
  const ProportionBounds bounds = bernoulli_cs(successes, trials, alpha, optimal_trials);
  return json::object{{"lo", bounds.low}, {"hi", bounds.high}};
}

Result<json::object> kappa(const json::object& input) {
  TRY(const double optimal_time, number(input, "tau_opt"));
  TRY(const double alpha, number(input, "alpha"));
  TRY(const bool one_sided, truth(input, "one_sided"));
  return json::object{{"kappa", mixture_kappa(optimal_time, one_sided ? 2 * alpha : alpha)}};
}

constexpr std::array<std::pair<std::string_view, ReferenceMethod>, 7> built_methods{{
    {"moments", moments},
    {"moments_merge", moments_merge},
    {"label_e_process", label_e_process},
    {"label_first_alarm", label_first_alarm_case},
    {"e_merge", e_merge_case},
    {"bernoulli_cs", bernoulli_cs_case},
    {"kappa", kappa},
}};

}  // namespace

ReferenceMethod find_reference_method(std::string_view name) {
  const auto found = std::find_if(built_methods.begin(), built_methods.end(),
                                  [&](const auto& method) { return method.first == name; });
  return found == built_methods.end() ? nullptr : found->second;
}

}  // namespace spotter::stats
