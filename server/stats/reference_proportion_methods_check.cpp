// Reference methods of proportions and counts (statistics sections 2.11, 3.4, 4.1, 4.2 and 4.4).
#include "stats/reference_methods_check.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cmath>
#include <vector>

#include "stats/bernoulli_cs.hpp"
#include "stats/mantel_haenszel.hpp"
#include "stats/newcombe.hpp"
#include "stats/reference_input_check.hpp"
#include "stats/sample_ratio.hpp"
#include "stats/sample_size.hpp"
#include "stats/wilson.hpp"

namespace spotter::stats {
namespace {

namespace json = boost::json;

Result<json::object> bernoulli_cs_case(const json::object& input) {
  TRY(const std::uint64_t successes, count(input, "successes"));
  TRY(const std::uint64_t trials, count(input, "n"));
  TRY(const double alpha, number(input, "alpha"));
  TRY(const double optimal_trials, number(input, "t_opt"));
  const ProportionBounds bounds = bernoulli_cs(successes, trials, alpha, optimal_trials);
  return json::object{{"lo", bounds.low}, {"hi", bounds.high}};
}

Result<json::object> wilson(const json::object& input) {
  ProportionCount observed;
  TRY(observed.successes, count(input, "successes"));
  TRY(observed.trials, count(input, "n"));
  TRY(const double level, number(input, "level"));
  const ProportionBounds bounds = wilson_interval(observed, 1 - level);
  return json::object{{"lo", bounds.low}, {"hi", bounds.high}};
}

Result<json::object> newcombe(const json::object& input) {
  ProportionCount a;
  ProportionCount b;
  TRY(a.successes, count(input, "x1"));
  TRY(a.trials, count(input, "n1"));
  TRY(b.successes, count(input, "x2"));
  TRY(b.trials, count(input, "n2"));
  TRY(const double level, number(input, "level"));
  const auto got = newcombe_interval(a, b, 1 - level);
  if (!got) return json::object{{"diff", nullptr}, {"lo", nullptr}, {"hi", nullptr}};
  return json::object{
      {"diff", got->difference}, {"lo", got->interval.low}, {"hi", got->interval.high}};
}

Result<json::object> srm_sequential(const json::object& input) {
  TRY(const std::vector<double> shares, numbers(input, "expected_share"));
  TRY(const json::array* batches, list(input, "batches"));
  TRY(const double concentration, number(input, "concentration"));
  if (concentration != sample_ratio_concentration) {
    return failure(bad_request("another concentration is not built"));
  }
  std::vector<std::uint64_t> total(shares.size(), 0);
  double log_factor = 0;
  double p = 1;
  for (const json::value& batch : *batches) {
    TRY(const auto more, counts(json::object{{"batch", batch}}, "batch"));
    if (more.size() != total.size()) return failure(bad_request("a batch has not every arm"));
    for (std::size_t i = 0; i < more.size(); ++i) total[i] += more[i];
    log_factor = sample_ratio_log_bayes_factor(total, shares);
    p = std::min(p, std::exp(-log_factor));
  }
  return json::object{{"log_bayes_factor", optional_value(log_factor)}, {"p_value_running_min", p}};
}

Result<json::object> srm_chi_square(const json::object& input) {
  TRY(const std::vector<std::uint64_t> observed, counts(input, "counts"));
  TRY(const std::vector<double> weights, numbers(input, "weights"));
  return json::object{{"p", sample_ratio_chi_square_p(observed, weights)}};
}

// One arm of a stage: [n, successes].
Result<ProportionCount> proportion(const json::object& stage, std::string_view name) {
  TRY(const std::vector<std::uint64_t> pair, counts(stage, name));
  if (pair.size() != 2) return failure(bad_request("an arm is not [n, successes]"));
  return ProportionCount{pair[1], pair[0]};
}

Result<std::vector<StageCounts>> stage_counts(const json::object& input) {
  TRY(const json::array* listed, list(input, "stages"));
  std::vector<StageCounts> all;
  for (const json::value& one : *listed) {
    const json::object* stage = one.if_object();
    if (!stage) return failure(bad_request("a stage is not an object"));
    StageCounts both;
    TRY(both.treatment, proportion(*stage, "treatment"));
    TRY(both.control, proportion(*stage, "control"));
    all.push_back(both);
  }
  return all;
}

Moments moments_of(const ProportionCount& arm) {
  return Moments::of_successes(arm.trials, arm.successes);
}

Result<json::object> stage_stratified_proportions(const json::object& input) {
  TRY(const std::vector<StageCounts> counted, stage_counts(input));
  std::vector<StageMoments> stages;
  StageMoments pooled;
  for (const auto& [treatment, control] : counted) {
    stages.push_back({moments_of(treatment), moments_of(control)});
    pooled.treatment.merge(stages.back().treatment);
    pooled.control.merge(stages.back().control);
  }
  const auto got = stratified_difference(stages);
  if (!got) return failure(bad_request("no stage has both arms"));
  const MantelHaenszel ratios = mantel_haenszel(counted);
  return json::object{{"diff", got->difference},
                      {"se", got->standard_error},
                      {"tau", got->effective_size},
                      {"naive_pooled_diff", pooled.treatment.mean - pooled.control.mean},
                      {"mantel_haenszel_odds_ratio", optional_value(ratios.odds_ratio)},
                      {"mantel_haenszel_risk_ratio", optional_value(ratios.risk_ratio)}};
}

Result<Power> power_of(const json::object& input) {
  Power power;
  TRY(power.alpha, number(input, "alpha"));
  TRY(power.power, number(input, "power"));
  return power;
}

Result<json::object> power_prop_n(const json::object& input) {
  TRY(const double p1, number(input, "p1"));
  TRY(const double p2, number(input, "p2"));
  TRY(const Power power, power_of(input));
  return json::object{{"n_per_arm", sample_size_of_proportions(p1, p2, power)}};
}

constexpr std::array<NamedMethod, 7> methods{{
    {"bernoulli_cs", bernoulli_cs_case},
    {"wilson", wilson},
    {"newcombe", newcombe},
    {"srm_sequential", srm_sequential},
    {"srm_chi_square", srm_chi_square},
    {"stage_stratified_proportions", stage_stratified_proportions},
    {"power_prop_n", power_prop_n},
}};

}  // namespace

std::span<const NamedMethod> proportion_methods() { return methods; }

}  // namespace spotter::stats
