#include "parts/live/analyse/analyse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "parts/live/analyse/split.hpp"
#include "parts/live/analyse/stream.hpp"

namespace spotter::live {

namespace {

Result<void> check(const AnalysisChoice& choice, const Columns& columns) {
  if (!(choice.tau_opt > 0) || !std::isfinite(choice.tau_opt))
    return failure(bad_request("tau_opt must be above 0."));
  if (std::any_of(choice.shares.begin(), choice.shares.end(),
                  [](double share) { return !(share > 0) || !std::isfinite(share); }))
    return failure(bad_request("Every share must be above 0."));
  if (choice.control && columns.layout == Layout::pair_snapshots)
    return failure(bad_request("In this table every row has a control of its own."));
  return {};
}

/// Works through the metrics of a table, one after the other.
class Analyser {
 public:
  Analyser(Imported& imported, const AnalysisChoice& choice, Analysis& analysis)
      : imported_(imported),
        choice_(choice),
        times_{imported.columns.has(Role::time), imported.times_are_dates},
        analysis_(analysis) {}

  Result<void> take(MetricRows& metric) {
    const auto looks = looks_of(metric, imported_.left_out);
    // The units are the same in every metric: counted in the first.
    if (splits_seen_.emplace(metric.experiment, metric.pair).second) {
      TRY(auto split, analyse_split(metric, looks, choice_.shares, times_));
      analysis_.splits.push_back(std::move(split));
    }
    if (imported_.columns.has(Role::conversions))
      analysis_.arms.push_back(analyse_arms(metric, looks));
    take_streams(metric, looks);
    metric.rows = {};  // the analysis needs them no more
    return {};
  }

 private:
  void take_streams(const MetricRows& metric, const std::vector<ArmsLook>& looks) {
    std::size_t control = 0;
    if (choice_.control) {
      const auto found = std::find(metric.arms.begin(), metric.arms.end(), *choice_.control);
      control = static_cast<std::size_t>(found - metric.arms.begin());
      if (found == metric.arms.end())
        return imported_.left_out.add(
            fmt::format("its experiment has no arm \"{}\" to compare with", *choice_.control),
            metric.rows.front().line);
    }
    for (std::size_t arm = 0; arm < metric.arms.size(); ++arm) {
      if (arm == control) continue;
      const auto pairs = pair_looks(looks, control, arm, imported_.left_out);
      auto stream = analyse_stream(pairs, choice_, times_);
      stream.experiment = metric.experiment;
      stream.metric = metric.metric;
      stream.arm = metric.arms[arm];
      stream.control = metric.arms[control];
      analysis_.streams.push_back(std::move(stream));
    }
  }

  Imported& imported_;
  const AnalysisChoice& choice_;
  const TimeForm times_;
  Analysis& analysis_;
  std::set<std::pair<std::string, std::string>> splits_seen_;
};

void count_streams(const std::vector<StreamAnalysis>& streams, AnalysisSummary& summary) {
  for (const auto& stream : streams) {
    ++summary.streams;
    if (stream.looks == 0) {
      ++summary.streams_without_look;
      continue;
    }
    summary.collecting += stream.always_valid.state == IntervalState::collecting;
    summary.unbalanced += stream.unbalanced;
    summary.called_always_valid += stream.always_valid.excludes_zero.called;
    summary.called_fixed_horizon +=
        stream.fixed_horizon && stream.fixed_horizon->p < analysis_alpha;
    summary.called_peeking += stream.peeking.called;
    summary.called_as_growthbook += stream.as_growthbook.excludes_zero.called;
    summary.called_msprt += stream.msprt.p_below_05.called;
  }
}

void count_splits(const std::vector<SplitAnalysis>& splits, AnalysisSummary& summary) {
  for (const auto& split : splits) {
    ++summary.splits;
    summary.split_mismatches += split.state == SplitState::mismatch;
    summary.split_alarms += split.alarm.called;
    summary.split_p_below_01 += split.chi_square_p && *split.chi_square_p < 0.01;
    summary.split_p_below_001 += split.chi_square_p && *split.chi_square_p < 0.001;
    for (const auto& arm : split.arms) summary.units += arm.units;
  }
}

void count_arms(const std::vector<ArmsAnalysis>& arms, AnalysisSummary& summary) {
  for (const auto& each : arms) {
    summary.arms_tests += each.p.has_value();
    summary.arms_tests_undefined += !each.p.has_value();
    summary.arms_p_below_05 += each.p && *each.p < analysis_alpha;
    summary.conversions = summary.conversions.value_or(0) + each.conversions;
  }
}

}  // namespace

Result<Analysis> analyse(Imported imported, const AnalysisChoice& choice) {
  TRY_VOID(check(choice, imported.columns));
  Analysis analysis;
  const bool pairs = imported.columns.layout == Layout::pair_snapshots;
  analysis.layout = pairs ? "pair_snapshots" : "arm_rows";
  analysis.columns = imported.columns.names();
  analysis.rows = imported.rows;
  analysis.alpha = analysis_alpha;
  analysis.tau_opt = choice.tau_opt;
  analysis.growing_totals = choice.growing_totals;
  Analyser analyser(imported, choice, analysis);
  for (auto& metric : imported.metrics) TRY_VOID(analyser.take(metric));
  for (const auto& [reason, rows] : imported.left_out.by_reason()) {
    analysis.left_out.push_back({reason, rows.count, rows.lines});
    analysis.rows_left_out += rows.count;
  }
  count_streams(analysis.streams, analysis.summary);
  count_splits(analysis.splits, analysis.summary);
  count_arms(analysis.arms, analysis.summary);
  return analysis;
}

}  // namespace spotter::live
