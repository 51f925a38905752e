// Reference methods of the label test and of merging (statistics sections 4.3, 4.5 and 5.1).
#include "stats/reference_methods_check.hpp"

#include <array>
#include <boost/json.hpp>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "stats/beta_binomial.hpp"
#include "stats/e_merge.hpp"
#include "stats/label_process.hpp"
#include "stats/reference_input_check.hpp"

namespace spotter::stats {
namespace {

namespace json = boost::json;

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

Result<json::object> label_beta_binomial(const json::object& input) {
  TRY(const double n, number(input, "n"));
  TRY(const double x, number(input, "x"));
  TRY(const double p, number(input, "p"));
  TRY(const double optimal_time, number(input, "v_opt"));
  TRY(const double alpha, number(input, "alpha_opt"));
  const double concentration = beta_binomial_concentration(optimal_time / (p * (1 - p)), 2 * alpha);
  return json::object{
      {"log_e", optional_value(beta_binomial_log_e_one_sided({x, n}, p, concentration))}};
}

constexpr std::array<NamedMethod, 4> methods{{
    {"label_e_process", label_e_process},
    {"label_first_alarm", label_first_alarm_case},
    {"label_beta_binomial_one_sided", label_beta_binomial},
    {"e_merge", e_merge_case},
}};

}  // namespace

std::span<const NamedMethod> label_methods() { return methods; }

}  // namespace spotter::stats
