#include "stats/label_process.hpp"

#include <cmath>

#include "base/ensure.hpp"
#include "stats/log_sum.hpp"

namespace spotter::stats {

// With p0 = lambda0*p/(lambda0*p + 1-p) and lambda_k = r*lambda0 the constants of section 4.3 are
// ln((1-q_k)/(1-p0)) = -log1p(p0*(r-1)) and ln(q_k/p0) = ln r more: exact at any share.
LabelTest::LabelTest(double treatment_share, double hazard_limit, std::span<const double> grid) {
  ensure(treatment_share >= 0 && treatment_share <= 1, "a treatment share is between 0 and 1");
  ensure(hazard_limit > 0 && std::isfinite(hazard_limit), "a hazard ratio is finite and above 0");
  ensure(!grid.empty(), "the label test needs an alternative");
  const double odds_part = hazard_limit * treatment_share;
  const double harmless = odds_part / (odds_part + (1 - treatment_share));
  for (const double ratio : grid) {
    ensure(ratio > 0 && std::isfinite(ratio), "an alternative is a finite ratio above 0");
    control_step.push_back(-std::log1p(harmless * (ratio - 1)));
    treatment_step.push_back(std::log(ratio) + control_step.back());
  }
}

LabelTest LabelTest::bad_event(double treatment_share, double margin) {
  ensure(margin >= 0, "a guardrail's margin is not negative");
  return LabelTest(treatment_share, 1 + margin);
}

LabelTest LabelTest::lost_conversion(double treatment_share, double margin) {
  ensure(margin >= 0 && margin < 1, "a margin on conversions is from 0 to below 1");
  LabelTest test(1 - treatment_share, 1 / (1 - margin));
  test.treatment_step.swap(test.control_step);
  return test;
}

namespace {

// L_k of section 4.3.
double log_ratio(const LabelTest& test, std::size_t alternative, std::uint64_t failing_treatment,
                 std::uint64_t failing_control) {
  return static_cast<double>(failing_treatment) * test.treatment_step[alternative] +
         static_cast<double>(failing_control) * test.control_step[alternative];
}

double log_count(std::size_t alternatives) { return std::log(static_cast<double>(alternatives)); }

}  // namespace

double LabelTest::log_e(std::uint64_t failing_treatment, std::uint64_t failing_control) const {
  LogSum sum;
  for (std::size_t k = 0; k < treatment_step.size(); ++k) {
    sum.add(log_ratio(*this, k, failing_treatment, failing_control));
  }
  return sum.value() - log_count(treatment_step.size());
}

double label_log_e(std::span<const LabelStage> stages) {
  if (stages.empty()) return 0;
  const std::size_t alternatives = stages.front().test.treatment_step.size();
  for (const LabelStage& stage : stages) {
    ensure(stage.test.treatment_step.size() == alternatives, "all stages share one grid");
  }
  LogSum sum;
  for (std::size_t k = 0; k < alternatives; ++k) {
    double total = 0;
    for (const LabelStage& stage : stages) {
      total += log_ratio(stage.test, k, stage.failing_treatment, stage.failing_control);
    }
    sum.add(total);
  }
  return sum.value() - log_count(alternatives);
}

// log_e is convex in the number of failing treatment units, so from below the threshold it crosses
// at most once: doubling, then bisection.
std::optional<std::uint64_t> label_first_alarm(const LabelTest& test, double threshold,
                                               std::uint64_t failing_control) {
  ensure(threshold > 0, "an alarm threshold is above 0");
  const double log_threshold = std::log(threshold);
  const auto alarms = [&](std::uint64_t failures) {
    return test.log_e(failures, failing_control) >= log_threshold;
  };
  if (alarms(0)) return 0;
  constexpr std::uint64_t failures_max = std::uint64_t{1} << 53;  // whole in a double up to here
  std::uint64_t quiet = 0;
  std::uint64_t alarmed = 1;
  while (!alarms(alarmed)) {
    if (alarmed == failures_max) return std::nullopt;
    quiet = alarmed;
    alarmed *= 2;
  }
  while (alarmed - quiet > 1) {
    const std::uint64_t middle = quiet + (alarmed - quiet) / 2;
    (alarms(middle) ? alarmed : quiet) = middle;
  }
  return alarmed;
}

}  // namespace spotter::stats
