// What an imported experiment came to, by every method, as people and programs get it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "wire/json.hpp"

namespace spotter::live {

/// What may be chosen before an analysis.
struct AnalysisChoice {
  double tau_opt = 1'250;  ///< > 0: effective size the interval is tightest at (statistics 2.3)
  bool growing_totals = false;  ///< values grow after exposure (statistics 2.8)
  /// The arm to compare with; the first that came if unset.
  std::optional<std::string> control = {};
  std::vector<double> shares = {};  ///< expected, control first in pairs; equal if empty
};

/// When a method first said "there is a difference", if ever.
struct FirstCall {
  bool called = false;
  std::optional<std::uint64_t> look;
  std::optional<std::string> time;

  bool operator==(const FirstCall&) const = default;
};
SPOTTER_DESCRIBE(FirstCall,
                 (called, required,
                  "Whether it did at any look.")(look, required,
                                                 "The first such look, from 1; null if never.")(
                     time, required, "Its time as in the file; null if never or without times."))

enum class IntervalState { collecting, no_difference, higher, lower };
BOOST_DESCRIBE_ENUM(IntervalState, collecting, no_difference, higher, lower)

struct AlwaysValid {
  IntervalState state = IntervalState::collecting;
  std::optional<double> low;
  std::optional<double> high;
  double log_e = 0;
  double log_e_max = 0;
  FirstCall excludes_zero;

  bool operator==(const AlwaysValid&) const = default;
};
SPOTTER_DESCRIBE(
    AlwaysValid,
    (state, required,
     "At the last look: collecting while there is no interval; higher or lower if all of it lies "
     "on one side of 0 (higher: the treatment's mean is).")(
        low, required, "95 % interval of the difference; null while collecting.")(
        high, required, "Its upper end.")(log_e, required,
                                          "Evidence against no difference, natural logarithm.")(
        log_e_max, required, "The most it ever was.")(excludes_zero, required,
                                                      "The first look whose interval left 0 out."))

struct Lift {
  std::optional<double> value;
  std::optional<double> low;
  std::optional<double> high;

  bool operator==(const Lift&) const = default;
};
SPOTTER_DESCRIBE(Lift,
                 (value, required, "Treatment over control, less 1; null unless control > 0.")(
                     low, required,
                     "Fieller's interval; null: control too small.")(high, required,
                                                                     "Its upper end."))

struct AsGrowthBook {
  std::optional<double> half_width;
  FirstCall excludes_zero;

  bool operator==(const AsGrowthBook&) const = default;
};
SPOTTER_DESCRIBE(
    AsGrowthBook,
    (half_width, required,
     "As GrowthBook computes it: sequential interval of the absolute difference at the "
     "last look, tuning 5,000 (Waudby-Smith et al., arXiv 2103.06476, eq. 9).")(
        excludes_zero, required, "The first look whose interval left 0 out."))

struct Msprt {
  double tau_squared = 0;
  double p = 1;
  FirstCall p_below_05;

  bool operator==(const Msprt&) const = default;
};
SPOTTER_DESCRIBE(Msprt, (tau_squared, required,
                         "The prior's variance: (1 % of control's mean at the last look) squared.")(
                            p, required,
                            "Running minimum, at the last look.")(p_below_05, required,
                                                                  "The first look below .05."))

struct FixedHorizon {
  double t = 0;
  double degrees_of_freedom = 0;
  double p = 1;

  bool operator==(const FixedHorizon&) const = default;
};
SPOTTER_DESCRIBE(FixedHorizon,
                 (t, required, "Welch's t at the last look.")(degrees_of_freedom, required,
                                                              "By Welch and Satterthwaite.")(
                     p, required, "Two-sided; right only if the last look was the only one."))

/// One treatment arm against control in one metric.
struct StreamAnalysis {
  std::string experiment;
  std::string metric;
  std::string arm;
  std::string control;
  std::uint64_t looks = 0;
  std::optional<std::string> last_time;
  std::uint64_t units_control = 0;
  std::uint64_t units_treatment = 0;
  std::optional<double> mean_control;
  std::optional<double> mean_treatment;
  std::optional<double> difference;
  std::optional<double> standard_error;
  AlwaysValid always_valid;
  Lift lift;
  FirstCall peeking;
  std::optional<FixedHorizon> fixed_horizon;
  AsGrowthBook as_growthbook;
  Msprt msprt;
  bool unbalanced = false;
  std::optional<double> effective_size;

  bool operator==(const StreamAnalysis&) const = default;
};
SPOTTER_DESCRIBE(
    StreamAnalysis,
    (experiment, required, "As named in the file; empty without such a column.")(
        metric, required, "As named in the file; empty without such a column.")(
        arm, required, "The treatment arm.")(control, required, "The arm it is compared with.")(
        looks, required, "Moments at which both arms had 2 units and a variance.")(
        last_time, required, "Of the last such look; null without times.")(units_control, required,
                                                                           "At the last look.")(
        units_treatment, required,
        "At the last look.")(mean_control, required, "At the last look; null if there was none.")(
        mean_treatment, required, "At the last look.")(difference, required,
                                                       "Treatment less control.")(
        standard_error, required,
        "Of the difference, unpooled.")(always_valid, required,
                                        "What we say: holds however often one looked.")(
        lift, required, "The difference in parts of control's mean.")(
        peeking, required, "Naive peeking: the first look with |t| > 1.96.")(
        fixed_horizon, required, "One planned look at the end; null without spread.")(
        as_growthbook, required, "For people who compare.")(msprt, required,
                                                            "For people who compare.")(
        unbalanced, required,
        "The treatment has under 40 % or over 60 % of the two arms' units: a mean decides "
        "nothing.")(effective_size, required,
                    "n_T n_C/(n_T + n_C) at the last look: compare with tau_opt."))

struct SplitArm {
  std::string arm;
  std::uint64_t units = 0;
  double share_expected = 0;

  bool operator==(const SplitArm&) const = default;
};
SPOTTER_DESCRIBE(SplitArm, (arm, required, "The arm.")(units, required, "At the last look.")(
                               share_expected, required, "Of all units."))

enum class SplitState { fine, mismatch, unknown };
BOOST_DESCRIBE_ENUM(SplitState, fine, mismatch, unknown)

/// How the units of one experiment (of one treatment arm in a table of pairs) fell.
struct SplitAnalysis {
  std::string experiment;
  std::string metric;
  std::vector<SplitArm> arms;
  std::uint64_t looks = 0;
  SplitState state = SplitState::unknown;
  std::optional<double> log_bayes_factor;
  std::optional<double> log_bayes_factor_max;
  FirstCall alarm;
  std::optional<double> chi_square_p;

  bool operator==(const SplitAnalysis&) const = default;
};
SPOTTER_DESCRIBE(
    SplitAnalysis,
    (experiment, required,
     "As named in the file.")(metric, required,
                              "The experiment's first metric, whose units are counted.")(
        arms, required, "Units by arm.")(looks, required, "Moments at which every arm was there.")(
        state, required,
        "mismatch: over several looks the Bayes factor reached 100; at a single look the "
        "chi-square's p is under .01.")(log_bayes_factor, required,
                                        "Against the expected shares, natural logarithm, at the "
                                        "last look.")(log_bayes_factor_max, required,
                                                      "The most it ever was.")(
        alarm, required, "The first look with a Bayes factor of 100.")(
        chi_square_p, required, "At the last look, as if it were the only one."))

/// Whether any of an experiment's arms converts differently.
struct ArmsAnalysis {
  std::string experiment;
  std::string metric;
  std::uint64_t arms = 0;
  std::uint64_t units = 0;
  std::uint64_t conversions = 0;
  std::optional<double> chi_square;
  std::optional<double> degrees_of_freedom;
  std::optional<double> p;

  bool operator==(const ArmsAnalysis&) const = default;
};
SPOTTER_DESCRIBE(
    ArmsAnalysis,
    (experiment, required, "As named in the file.")(metric, required, "As named in the file.")(
        arms, required, "How many.")(units, required, "In all arms, at the last look.")(
        conversions, required, "In all arms, at the last look.")(
        chi_square, required,
        "Pearson's; null where it is not defined: nobody or everybody converted, or one arm.")(
        degrees_of_freedom, required, "Arms less 1.")(p, required, "One planned look."))

struct AnalysisSummary {
  std::uint64_t streams = 0;
  std::uint64_t streams_without_look = 0;
  std::uint64_t collecting = 0;
  std::uint64_t unbalanced = 0;
  std::uint64_t called_always_valid = 0;
  std::uint64_t called_fixed_horizon = 0;
  std::uint64_t called_peeking = 0;
  std::uint64_t called_as_growthbook = 0;
  std::uint64_t called_msprt = 0;
  std::uint64_t splits = 0;
  std::uint64_t split_mismatches = 0;
  std::uint64_t split_alarms = 0;
  std::uint64_t split_p_below_01 = 0;
  std::uint64_t split_p_below_001 = 0;
  std::uint64_t arms_tests = 0;
  std::uint64_t arms_tests_undefined = 0;
  std::uint64_t arms_p_below_05 = 0;
  std::uint64_t units = 0;
  std::optional<std::uint64_t> conversions;

  bool operator==(const AnalysisSummary&) const = default;
};
SPOTTER_DESCRIBE(
    AnalysisSummary,
    (streams, required, "Comparisons of a treatment arm with control in a metric.")(
        streams_without_look, required, "Of them without one look that can be used.")(
        collecting, required, "Of them without an interval yet at the last look.")(
        unbalanced, required, "Of them with arms too unequal for means.")(
        called_always_valid, required, "The always-valid interval left 0 out at some look.")(
        called_fixed_horizon, required, "Welch's p under .05 at the last look.")(
        called_peeking, required,
        "|t| > 1.96 at some look.")(called_as_growthbook, required,
                                    "As GrowthBook computes it: interval left 0 out.")(
        called_msprt, required,
        "mSPRT's p under .05 at some look.")(splits, required,
                                             "Divisions of units whose sample ratio was tested.")(
        split_mismatches, required,
        "Of them not as expected.")(split_alarms, required, "Bayes factor of 100 at some look.")(
        split_p_below_01, required, "Chi-square's p under .01 at the last look.")(
        split_p_below_001, required, "Chi-square's p under .001 at the last look.")(
        arms_tests, required,
        "Chi-square tests over all arms of an experiment.")(arms_tests_undefined, required,
                                                            "Experiments where it is not defined.")(
        arms_p_below_05, required,
        "Of the tests, p under .05.")(units, required,
                                      "In all arms of all splits, at their last look.")(
        conversions, required, "In all arms, at their last look; null for other metrics."))

struct LeftOutRows {
  std::string reason;
  std::uint64_t rows = 0;
  std::vector<std::uint64_t> lines;

  bool operator==(const LeftOutRows&) const = default;
};
SPOTTER_DESCRIBE(LeftOutRows,
                 (reason, required, "What is wrong.")(rows, required, "How many rows.")(
                     lines, required, "Their lines in the file, the first 20."))

struct Analysis {
  std::string layout;
  std::map<std::string, std::string> columns;
  std::uint64_t rows = 0;
  std::uint64_t rows_left_out = 0;
  std::vector<LeftOutRows> left_out;
  double alpha = 0.05;
  double tau_opt = 0;
  bool growing_totals = false;
  AnalysisSummary summary;
  std::vector<StreamAnalysis> streams;
  std::vector<SplitAnalysis> splits;
  std::vector<ArmsAnalysis> arms;

  bool operator==(const Analysis&) const = default;
};
SPOTTER_DESCRIBE(
    Analysis,
    (layout, required, "pair_snapshots: both arms in a row; arm_rows: one arm in a row.")(
        columns, required, "What was read from which column.")(rows, required, "Below the header.")(
        rows_left_out, required, "Rows that could not be used, wholly or in part.")(
        left_out, required, "Why.")(alpha, required, "Of every interval and test.")(
        tau_opt, required, "The effective size at which the interval is tightest.")(
        growing_totals, required, "Whether values were taken to grow after exposure.")(
        summary, required, "How many were called by each method.")(streams, required,
                                                                   "In the order of the file.")(
        splits, required,
        "In the order of the file.")(arms, required,
                                     "For conversions in rows of arms; else empty."))

}  // namespace spotter::live
