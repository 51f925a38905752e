// What counts say about a launch: evidence of harm, goals, sample ratio, loss. Feeds the
// mathematics of stats by its own reading of semantics.md and statistics.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parts/live/define/launch.hpp"
#include "parts/live/recount/figures.hpp"
#include "parts/live/recount/people_count.hpp"
#include "stats/harm.hpp"
#include "stats/label_process.hpp"
#include "stats/t_mixture.hpp"

namespace spotter::live {

/// statistics.md 2: what every launch is weighed with.
inline constexpr double weighing_alpha = 0.05;
inline constexpr double weighing_effective_size = 1'250;

/// By metric: the variance that growing totals are compared with (statistics.md 2.8).
using References = std::vector<std::optional<double>>;

/// Evidence at one moment, natural logs.
struct Weights {
  std::vector<double> guardrails;
  double merged = 0;
  double sample_ratio = 0;
  std::vector<double> goals;  ///< against "no difference"
};

/// Weighs the counts of one launch. Immutable; any thread.
class Weighing {
 public:
  /// `metrics`: of metric_keys(launch), in that order.
  Weighing(const LaunchDefinition& launch, const std::vector<Metric>& metrics);

  Weights weigh(const ArmPair& arms, const References& references) const;
  /// Freezes the references that are due now.
  void freeze(const ArmPair& arms, References& references) const;

  // Figures under `at`, which ends in a slash.
  void put_arms(Figures& figures, const std::string& at, const ArmPair& arms) const;
  void put_guardrails(Figures& figures, const std::string& at, const ArmPair& arms,
                      const Weights& weights) const;
  void put_goals(Figures& figures, const ArmPair& arms, const References& references) const;
  void put_loss(Figures& figures, const ArmPair& arms, const References& references) const;

  const LaunchDefinition& launch() const { return launch_; }
  const std::vector<Metric>& metrics() const { return metrics_; }

 private:
  bool balanced() const;
  double guardrail(std::size_t guardrail, const ArmPair& arms, const References& references) const;
  std::optional<stats::MeanDifference> difference(std::size_t metric, const ArmPair& arms,
                                                  const References& references,
                                                  double control_factor) const;
  std::optional<stats::Harm> harm(std::size_t metric, const ArmPair& arms,
                                  const References& references, double level) const;
  void put_goal(Figures& figures, std::size_t metric, const ArmPair& arms,
                const References& references) const;

  // constant after construction
  const LaunchDefinition launch_;
  const std::vector<Metric> metrics_;
  std::vector<double> shares_;                          ///< of exposed units, control first
  std::vector<std::optional<stats::LabelTest>> tests_;  ///< by guardrail; nothing for means
  std::vector<std::size_t> goals_;                      ///< places in metrics_
};

}  // namespace spotter::live
