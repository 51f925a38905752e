#include "stats/mantel_haenszel.hpp"

#include "base/ensure.hpp"

namespace spotter::stats {
namespace {

std::optional<double> ratio(double numerator, double denominator) {
  if (denominator == 0) return std::nullopt;
  return numerator / denominator;
}

}  // namespace

MantelHaenszel mantel_haenszel(std::span<const StageCounts> stages) {
  double odds_for = 0;
  double odds_against = 0;
  double risk_treatment = 0;
  double risk_control = 0;
  for (const auto& [treatment, control] : stages) {
    ensure(treatment.successes <= treatment.trials && control.successes <= control.trials,
           "there are not more successes than trials");
    const double treatment_units = static_cast<double>(treatment.trials);
    const double control_units = static_cast<double>(control.trials);
    const double units = treatment_units + control_units;
    if (units == 0) continue;
    const double hits = static_cast<double>(treatment.successes);
    const double control_hits = static_cast<double>(control.successes);
    odds_for += hits * (control_units - control_hits) / units;
    odds_against += (treatment_units - hits) * control_hits / units;
    risk_treatment += hits * control_units / units;
    risk_control += control_hits * treatment_units / units;
  }
  return {ratio(odds_for, odds_against), ratio(risk_treatment, risk_control)};
}

}  // namespace spotter::stats
