#include "parts/live/analyse/split.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "stats/arms_chi_square.hpp"
#include "stats/sample_ratio.hpp"

namespace spotter::live {

namespace {

const double log_bayes_factor_alarm = std::log(100.0);
constexpr double single_look_level = 0.01;  // as often wrong as the sequential alarm

Result<std::vector<double>> shares_of(const MetricRows& metric, std::span<const double> chosen) {
  const auto arms = metric.arms.size();
  if (chosen.empty()) return std::vector<double>(arms, 1 / static_cast<double>(arms));
  if (chosen.size() != arms)
    return failure(
        bad_request(fmt::format("{} shares are given, but experiment \"{}\" has {} arms.",
                                chosen.size(), metric.experiment, arms)));
  const double sum = std::accumulate(chosen.begin(), chosen.end(), 0.0);
  std::vector<double> shares(chosen.begin(), chosen.end());
  for (double& share : shares) share /= sum;
  return shares;
}

std::vector<std::uint64_t> counts_of(const ArmsLook& look) {
  std::vector<std::uint64_t> counts;
  for (const auto* row : look.arms) counts.push_back(row->moments.n);
  return counts;
}

void judge_split(SplitAnalysis& split, const std::vector<std::uint64_t>& counts,
                 const std::vector<double>& shares) {
  const auto units = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
  if (units == 0 || counts.size() < 2) return;
  split.chi_square_p = stats::sample_ratio_chi_square_p(counts, shares);
  const bool mismatch =
      split.looks > 1 ? split.alarm.called : *split.chi_square_p < single_look_level;
  split.state = mismatch ? SplitState::mismatch : SplitState::fine;
}

}  // namespace

Result<SplitAnalysis> analyse_split(const MetricRows& metric, std::span<const ArmsLook> looks,
                                    std::span<const double> chosen, TimeForm times) {
  TRY(const auto shares, shares_of(metric, chosen));
  SplitAnalysis split;
  split.experiment = metric.experiment;
  split.metric = metric.metric;
  std::vector<std::uint64_t> counts;
  for (const auto& look : looks) {
    if (!look.has_all()) continue;
    ++split.looks;
    counts = counts_of(look);
    const double factor = stats::sample_ratio_log_bayes_factor(counts, shares);
    split.log_bayes_factor = factor;
    split.log_bayes_factor_max = std::max(split.log_bayes_factor_max.value_or(factor), factor);
    if (factor >= log_bayes_factor_alarm) note_call(split.alarm, split.looks, look.time, times);
  }
  for (std::size_t i = 0; i < metric.arms.size(); ++i)
    split.arms.push_back({metric.arms[i], counts.empty() ? 0 : counts[i], shares[i]});
  if (!counts.empty()) judge_split(split, counts, shares);
  return split;
}

ArmsAnalysis analyse_arms(const MetricRows& metric, std::span<const ArmsLook> looks) {
  ArmsAnalysis analysis;
  analysis.experiment = metric.experiment;
  analysis.metric = metric.metric;
  analysis.arms = metric.arms.size();
  const ArmsLook* last = nullptr;
  for (const auto& look : looks) {
    if (look.has_all()) last = &look;
  }
  if (!last) return analysis;
  std::vector<stats::ArmCount> counts;
  for (const auto* row : last->arms) {
    // The mean is conversions/units, so this gives the whole number back.
    const double conversions = row->moments.mean * static_cast<double>(row->moments.n);
    counts.push_back({row->moments.n, static_cast<std::uint64_t>(std::llround(conversions))});
    analysis.units += counts.back().units;
    analysis.conversions += counts.back().conversions;
  }
  const bool is_whole = std::all_of(last->arms.begin(), last->arms.end(),
                                    [](const ArmRow* row) { return row->has_values; });
  const auto test = is_whole ? stats::arms_chi_square(counts) : std::nullopt;
  if (!test) return analysis;
  analysis.chi_square = test->statistic;
  analysis.degrees_of_freedom = test->degrees_of_freedom;
  analysis.p = test->p;
  return analysis;
}

}  // namespace spotter::live
