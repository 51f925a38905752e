// The judge of one launch: evidence of its guardrails and goals, from exact state alone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parts/live/define/book.hpp"
#include "parts/live/judge/goal.hpp"
#include "parts/live/measure/launch_tally.hpp"
#include "stats/label_process.hpp"
#include "stats/t_mixture.hpp"

namespace spotter::live {

enum class Level { green, amber, red };
BOOST_DESCRIBE_ENUM(Level, green, amber, red)

/// Failing units by arm: units with a bad event, or units that converted for a good one.
struct Failing {
  std::uint64_t control = 0;
  std::uint64_t treatment = 0;

  bool operator==(const Failing&) const = default;
};
SPOTTER_DESCRIBE(Failing,
                 (control, required, "Units in the control arm.")(treatment, required,
                                                                  "Units in the treatment arm."))

/// A mean by arm; null without units.
struct ArmMeans {
  std::optional<double> control;
  std::optional<double> treatment;

  bool operator==(const ArmMeans&) const = default;
};
SPOTTER_DESCRIBE(ArmMeans,
                 (control, required,
                  "Mean by exposed unit in control; null without units.")(treatment, required,
                                                                          "The same in treatment."))

/// One guardrail's evidence that the treatment harms.
struct GuardrailEvidence {
  std::string metric;
  std::string name;
  Side side = Side::it;
  MetricKind kind = MetricKind::conversion;
  Better better = Better::down;
  std::string arm;
  double log_e = 0;
  double weight = 1;
  Failing failing;
  ArmMeans means;
  bool unbalanced = false;

  bool operator==(const GuardrailEvidence&) const = default;
};
SPOTTER_DESCRIBE(
    GuardrailEvidence,
    (metric, required, "The metric's key.")(name, required, "What people call it.")(
        side, required, "Whose scoreboard it stands on.")(kind, required, "conversion or mean.")(
        better, required, "Which direction is good.")(arm, required, "The arm that is tested.")(
        log_e, required,
        "Natural log of the e-value: betting evidence of harm.")(weight, required,
                                                                 "Share in the merged evidence.")(
        failing, required, "Units with the event, by arm: all that a conversion's test uses.")(
        means, required, "Mean by exposed unit and arm.")(
        unbalanced, required,
        "True for a mean in unbalanced arms: it is shown, but never decides."))

/// Exact shares of the 10,000 hash buckets by arm.
using BucketShares = std::vector<std::uint32_t>;

/// The state the judge reads. `references`: by metric, the variance that growing totals are
/// compared with, once it is frozen (statistics.md 2.8).
struct Measured {
  const std::vector<ArmCounts>& arms;
  const std::vector<std::optional<double>>& references;
};

/// A goal's difference of means, treatment less control, and how sure it is.
struct GoalBounds {
  std::optional<double> difference;  ///< nothing without units in both arms
  std::optional<stats::Interval> interval;
  std::optional<double> radius;  ///< the interval's half-width in standard errors
  double log_e = 0;              ///< against "no difference"

  bool operator==(const GoalBounds&) const = default;
};

/// What the judge sees after one event. All evidence is a natural log.
struct Evidence {
  std::vector<double> guardrails;  ///< by guardrail
  double merged = 0;               ///< of the weighted mean of the guardrails' e-values
  std::vector<GoalBounds> goals;   ///< by goal
  double sample_ratio = 0;         ///< ln of the Bayes factor against the arms' shares
};

/// Evaluates after every change of the state. Immutable; any thread.
class LaunchJudge {
 public:
  /// `metrics` are those of metric_keys(launch), in that order, which is also the tally's.
  LaunchJudge(const LaunchDefinition& launch, std::vector<Metric> metrics,
              const BucketShares& shares);

  Evidence evidence(const Measured& measured) const;
  std::vector<GuardrailEvidence> explain(const Measured& measured) const;
  /// The difference of a goal with its bounds; p_value is the caller's, who knows the past.
  GoalEstimate estimate(std::size_t goal, const Measured& measured) const;
  /// Where the merged evidence stands now; latching is the caller's.
  Level level(double merged) const;

  double treatment_share() const { return treatment_share_; }
  /// Means decide only where treatment has 40 to 60 % of the units (statistics.md 2.9).
  bool balanced() const { return balanced_; }
  const std::vector<Metric>& metrics() const { return metrics_; }
  const LaunchDefinition& launch() const { return launch_; }
  /// Place of a goal's metric in metrics().
  std::size_t goal_metric(std::size_t goal) const { return goals_[goal]; }
  /// The t-mixture's interval of a metric's difference at level `alpha`; nothing while collecting.
  std::optional<stats::Interval> interval(std::size_t metric, const Measured& measured,
                                          double alpha) const;

 private:
  std::optional<stats::MeanDifference> difference(std::size_t metric, const Measured& measured,
                                                  double control_factor) const;
  double guardrail_log_e(std::size_t guardrail, const Measured& measured) const;
  double mean_harm_log_e(std::size_t guardrail, const Measured& measured) const;
  GoalBounds bounds(std::size_t metric, const Measured& measured) const;

  LaunchDefinition launch_;
  std::vector<Metric> metrics_;
  std::vector<double> shares_;  ///< of exposed units, sum 1
  double treatment_share_;
  bool balanced_;
  std::vector<std::optional<stats::LabelTest>> tests_;  ///< by guardrail; nothing for means
  std::vector<double> margins_;                         ///< by guardrail
  std::vector<double> weights_;                         ///< by guardrail
  std::vector<std::size_t> goals_;                      ///< places in metrics_
};

/// Arm 0 is control, arm 1 the treatment that is judged.
inline constexpr std::size_t control_arm = 0;
inline constexpr std::size_t treatment_arm = 1;

/// The arm's state of a metric as moments: a conversion's values are 0 and 1.
stats::Moments moments_of(const Metric& metric, const ArmCounts& arm, std::size_t place);

/// Freezes the references that are due: at the first moment both arms have
/// stats::growing_reference_units and values differ at all (statistics.md 2.8).
void freeze_references(const std::vector<Metric>& metrics, const std::vector<ArmCounts>& arms,
                       std::vector<std::optional<double>>& references);

}  // namespace spotter::live
