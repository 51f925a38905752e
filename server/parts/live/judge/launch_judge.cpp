#include "parts/live/judge/launch_judge.hpp"

#include <cmath>

#include "base/ensure.hpp"
#include "stats/e_merge.hpp"

namespace spotter::live {

namespace {

double share_of_treatment(const BucketShares& shares) {
  ensure(shares.size() == 2, "exactly two arms");
  const double control = shares[control_arm];
  const double treatment = shares[treatment_arm];
  ensure(control > 0 && treatment > 0, "both arms have buckets");
  return treatment / (treatment + control);
}

Failing failing(const std::vector<ArmCounts>& arms, std::size_t metric) {
  return {arms[control_arm].converted[metric], arms[treatment_arm].converted[metric]};
}

stats::LabelTest test_of(const Metric& metric, double margin, double treatment_share) {
  return metric.better == Better::down ? stats::LabelTest::bad_event(treatment_share, margin)
                                       : stats::LabelTest::lost_conversion(treatment_share, margin);
}

}  // namespace

LaunchJudge::LaunchJudge(const LaunchDefinition& launch, std::vector<Metric> metrics,
                         const BucketShares& shares)
    : launch_(launch), metrics_(std::move(metrics)), treatment_share_(share_of_treatment(shares)) {
  for (std::size_t i = 0; i < metrics_.size(); ++i) {
    const auto& guardrail = launch_.guardrails[i];
    tests_.push_back(test_of(metrics_[i], margin_of(guardrail, metrics_[i]), treatment_share_));
    weights_.push_back(weight_of(launch_, guardrail));
  }
}

Evidence LaunchJudge::evidence(const std::vector<ArmCounts>& arms) const {
  Evidence evidence;
  for (std::size_t i = 0; i < tests_.size(); ++i) {
    const auto units = failing(arms, i);
    evidence.guardrails.push_back(tests_[i].log_e(units.treatment, units.control));
  }
  evidence.merged = stats::e_merge(evidence.guardrails, weights_);
  return evidence;
}

std::vector<GuardrailEvidence> LaunchJudge::explain(const std::vector<ArmCounts>& arms) const {
  const auto now = evidence(arms);
  std::vector<GuardrailEvidence> explained;
  for (std::size_t i = 0; i < tests_.size(); ++i) {
    explained.push_back({metrics_[i].key, metrics_[i].name, launch_.guardrails[i].side,
                         metrics_[i].better, launch_.arms[treatment_arm].key, now.guardrails[i],
                         weights_[i], failing(arms, i)});
  }
  return explained;
}

Level LaunchJudge::level(double merged) const {
  if (merged >= std::log(launch_.rollback_at)) return Level::red;
  return merged >= std::log(amber_at) ? Level::amber : Level::green;
}

}  // namespace spotter::live
