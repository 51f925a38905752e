// The judge of one launch: guardrail evidence and its merge, from exact counts alone.
#pragma once

#include <string>
#include <vector>

#include "parts/live/define/book.hpp"
#include "parts/live/measure/launch_tally.hpp"
#include "stats/label_process.hpp"

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

/// One guardrail's evidence that the treatment harms.
struct GuardrailEvidence {
  std::string metric;
  std::string name;
  Side side = Side::it;
  Better better = Better::down;
  std::string arm;
  double log_e = 0;
  double weight = 1;
  Failing failing;

  bool operator==(const GuardrailEvidence&) const = default;
};
SPOTTER_DESCRIBE(GuardrailEvidence,
                 (metric, required, "The metric's key.")(name, required, "What people call it.")(
                     side, required, "Whose scoreboard it stands on.")(
                     better, required, "Which direction is good.")(arm, required,
                                                                   "The arm that is tested.")(
                     log_e, required, "Natural log of the e-value: betting evidence of harm.")(
                     weight, required, "Share in the merged evidence.")(
                     failing, required, "Units with the event, by arm: this is all the test uses."))

/// What the judge sees after one event.
struct Evidence {
  std::vector<double> guardrails;  ///< log e by guardrail
  double merged = 0;               ///< log of the weighted mean of the e-values
};

/// Exact shares of the 10,000 hash buckets by arm.
using BucketShares = std::vector<std::uint32_t>;

/// Evaluates after every change of the counts. Immutable; any thread.
class LaunchJudge {
 public:
  /// `metrics` are those of the guardrails, in their order, which is also the tally's.
  LaunchJudge(const LaunchDefinition& launch, std::vector<Metric> metrics,
              const BucketShares& shares);

  Evidence evidence(const std::vector<ArmCounts>& arms) const;
  std::vector<GuardrailEvidence> explain(const std::vector<ArmCounts>& arms) const;
  /// Where the merged evidence stands now; latching is the caller's.
  Level level(double merged) const;

  double treatment_share() const { return treatment_share_; }
  const std::vector<Metric>& metrics() const { return metrics_; }
  const LaunchDefinition& launch() const { return launch_; }

 private:
  LaunchDefinition launch_;
  std::vector<Metric> metrics_;
  double treatment_share_;
  std::vector<stats::LabelTest> tests_;
  std::vector<double> weights_;
};

/// Arm 0 is control, arm 1 the treatment that is judged.
inline constexpr std::size_t control_arm = 0;
inline constexpr std::size_t treatment_arm = 1;

}  // namespace spotter::live
