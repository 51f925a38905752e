// Reference methods of means and their differences (statistics sections 2 and 3.4).
#include "stats/reference_methods_check.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cmath>
#include <optional>
#include <vector>

#include "stats/growthbook_difference.hpp"
#include "stats/kappa.hpp"
#include "stats/normal_mixture.hpp"
#include "stats/reference_input_check.hpp"
#include "stats/relative_lift.hpp"
#include "stats/sample_size.hpp"
#include "stats/stratified.hpp"
#include "stats/t_mixture.hpp"
#include "stats/welch.hpp"

namespace spotter::stats {
namespace {

namespace json = boost::json;

Result<TStatistic> statistic_of(const json::object& input) {
  TStatistic statistic;
  TRY(statistic.t, number(input, "t"));
  TRY(statistic.degrees_of_freedom, number(input, "nu"));
  TRY(statistic.effective_size, number(input, "tau"));
  return statistic;
}

Result<json::object> kappa(const json::object& input) {
  TRY(const double optimal_time, number(input, "tau_opt"));
  TRY(const double alpha, number(input, "alpha"));
  TRY(const bool one_sided, truth(input, "one_sided"));
  return json::object{{"kappa", mixture_kappa(optimal_time, one_sided ? 2 * alpha : alpha)}};
}

Result<json::object> av_t_log_e(const json::object& input) {
  TRY(const TStatistic statistic, statistic_of(input));
  TRY(const double kappa, number(input, "kappa"));
  const double log_e = t_mixture_log_e(statistic, kappa);
  return json::object{{"log_e", log_e}, {"p", std::min(1.0, std::exp(-log_e))}};
}

Result<json::object> av_t_log_e_one_sided(const json::object& input) {
  TRY(const TStatistic statistic, statistic_of(input));
  TRY(const double kappa, number(input, "kappa"));
  return json::object{{"log_e", t_mixture_log_e_one_sided(statistic, kappa)}};
}

Result<json::object> av_t_radius(const json::object& input) {
  TRY(const double freedom, number(input, "nu"));
  TRY(const double effective_size, number(input, "tau"));
  TRY(const double kappa, number(input, "kappa"));
  TRY(const double alpha, number(input, "alpha"));
  const auto radius = t_mixture_radius(freedom, effective_size, kappa, alpha);
  return json::object{{"c", optional_value(radius)}, {"infinite", !radius}};
}

// How a case tunes its mixture.
struct Tuning {
  double alpha = 0;
  double kappa = 0;
};

Result<Tuning> tuning_of(const json::object& input) {
  TRY(const double alpha, number(input, "alpha"));
  TRY(const double optimal_size, number(input, "tau_opt"));
  return Tuning{alpha, mixture_kappa(optimal_size, alpha)};
}

Result<json::object> av_mean_diff(const json::object& input) {
  TRY(const StageMoments both, arms(input));
  TRY(const Tuning tuning, tuning_of(input));
  const auto got = mean_difference(both.treatment, both.control);
  const auto ordinary = welch_test(both.treatment, both.control, tuning.alpha);
  if (!got || !ordinary) return failure(bad_request("the arms cannot be compared"));
  const auto interval = mean_interval(*got, tuning.kappa, tuning.alpha);
  return json::object{{"diff", got->difference},
                      {"se", got->standard_error},
                      {"t", got->difference / got->standard_error},
                      {"nu", got->degrees_of_freedom},
                      {"tau", got->effective_size},
                      {"kappa", tuning.kappa},
                      {"log_e", mean_log_e(*got, tuning.kappa)},
                      {"lo", interval ? json::value(interval->low) : nullptr},
                      {"hi", interval ? json::value(interval->high) : nullptr},
                      {"welch_p", ordinary->p},
                      {"welch_df", ordinary->degrees_of_freedom}};
}

Result<json::object> relative_lift_fieller(const json::object& input) {
  TRY(const StageMoments both, arms(input));
  TRY(const Tuning tuning, tuning_of(input));
  const auto difference = mean_difference(both.treatment, both.control);
  if (!difference) return failure(bad_request("the arms cannot be compared"));
  const auto radius = t_mixture_radius(difference->degrees_of_freedom, difference->effective_size,
                                       tuning.kappa, tuning.alpha);
  const RelativeLift got = relative_lift(both.treatment, both.control, radius);
  return json::object{{"lift", optional_value(got.lift)},
                      {"lo", got.interval ? json::value(got.interval->low) : nullptr},
                      {"hi", got.interval ? json::value(got.interval->high) : nullptr},
                      {"bounded", got.interval.has_value()}};
}

Result<json::object> welch(const json::object& input) {
  TRY(const Moments a, arm(input, "a"));
  TRY(const Moments b, arm(input, "b"));
  const auto got = welch_test(a, b, 0.05);
  if (!got) return failure(bad_request("the groups cannot be compared"));
  return json::object{{"t", got->t},
                      {"df", got->degrees_of_freedom},
                      {"p", got->p},
                      {"lo", got->interval.low},
                      {"hi", got->interval.high}};
}

// kappa of a normal mixture case, and whether it is one-sided.
struct NormalTuning {
  double kappa = 0;
  bool one_sided = false;
};

Result<NormalTuning> normal_tuning_of(const json::object& input) {
  TRY(const double optimal_time, number(input, "v_opt"));
  TRY(const double alpha, number(input, "alpha_opt"));
  TRY(const bool one_sided, truth(input, "one_sided"));
  return NormalTuning{mixture_kappa(optimal_time, one_sided ? 2 * alpha : alpha), one_sided};
}

Result<json::object> normal_mixture_log_e_case(const json::object& input) {
  NormalSum sum;
  TRY(sum.s, number(input, "s"));
  TRY(sum.v, number(input, "v"));
  TRY(const NormalTuning tuning, normal_tuning_of(input));
  return json::object{{"log_e", tuning.one_sided ? normal_mixture_log_e_one_sided(sum, tuning.kappa)
                                                 : normal_mixture_log_e(sum, tuning.kappa)}};
}

Result<json::object> normal_mixture_bound_case(const json::object& input) {
  TRY(const double v, number(input, "v"));
  TRY(const double alpha, number(input, "alpha"));
  TRY(const NormalTuning tuning, normal_tuning_of(input));
  return json::object{{"bound", tuning.one_sided
                                    ? normal_mixture_bound_one_sided(v, tuning.kappa, alpha)
                                    : normal_mixture_bound(v, tuning.kappa, alpha)}};
}

Result<GrowthBookSettings> growthbook_settings(const json::object& input) {
  GrowthBookSettings settings;
  TRY(settings.alpha, number(input, "alpha"));
  TRY(const std::string_view scale, text(input, "difference"));
  if (scale != "absolute" && scale != "relative") {
    return failure(bad_request("\"difference\" is neither absolute nor relative"));
  }
  settings.scale = scale == "relative" ? DifferenceScale::relative : DifferenceScale::absolute;
  return settings;
}

Result<json::object> growthbook_answer(const std::optional<GrowthBookDifference>& got) {
  if (!got) return failure(bad_request("GrowthBook has no answer"));
  return json::object{{"estimate", got->estimate},
                      {"se", got->standard_error},
                      {"lo", got->interval.low},
                      {"hi", got->interval.high},
                      {"p", got->p}};
}

Result<json::object> gb_sequential(const json::object& input) {
  TRY(const StageMoments both, arms(input));
  TRY(GrowthBookSettings settings, growthbook_settings(input));
  TRY(settings.tuning, number(input, "tuning"));
  return growthbook_answer(growthbook_sequential(both.treatment, both.control, settings));
}

Result<json::object> gb_fixed_t(const json::object& input) {
  TRY(const StageMoments both, arms(input));
  TRY(const GrowthBookSettings settings, growthbook_settings(input));
  return growthbook_answer(growthbook_fixed(both.treatment, both.control, settings));
}

Result<json::object> stage_stratified(const json::object& input) {
  TRY(const std::vector<StageMoments> all, stages(input));
  StageMoments pooled;
  for (const auto& [treatment, control] : all) {
    pooled.treatment.merge(treatment);
    pooled.control.merge(control);
  }
  const auto got = stratified_difference(all);
  if (!got) return failure(bad_request("no stage has both arms"));
  return json::object{{"diff", got->difference},
                      {"se", got->standard_error},
                      {"tau", got->effective_size},
                      {"naive_pooled_diff", pooled.treatment.mean - pooled.control.mean}};
}

Result<json::object> post_stratified_size_weights(const json::object& input) {
  TRY(const std::vector<StageMoments> all, stages(input));
  const auto got = post_stratified_difference(all);
  if (!got) return failure(bad_request("no stage has both arms"));
  return json::object{{"diff", got->difference}, {"se", got->standard_error}};
}

Result<json::object> power_t_n(const json::object& input) {
  TRY(const double difference, number(input, "delta"));
  TRY(const double deviation, number(input, "sd"));
  Power power;
  TRY(power.alpha, number(input, "alpha"));
  TRY(power.power, number(input, "power"));
  return json::object{{"n_per_arm", sample_size_of_means(difference, deviation, power)}};
}

constexpr std::array<NamedMethod, 15> methods{{
    {"kappa", kappa},
    {"av_t_log_e", av_t_log_e},
    {"av_t_log_e_one_sided", av_t_log_e_one_sided},
    {"av_t_radius", av_t_radius},
    {"av_mean_diff", av_mean_diff},
    {"av_mean_diff_summary", av_mean_diff},
    {"relative_lift_fieller", relative_lift_fieller},
    {"welch", welch},
    {"normal_mixture_log_e", normal_mixture_log_e_case},
    {"normal_mixture_bound", normal_mixture_bound_case},
    {"gb_sequential", gb_sequential},
    {"gb_fixed_t", gb_fixed_t},
    {"stage_stratified", stage_stratified},
    {"post_stratified_size_weights", post_stratified_size_weights},
    {"power_t_n", power_t_n},
}};

}  // namespace

std::span<const NamedMethod> mean_methods() { return methods; }

}  // namespace spotter::stats
