// The lines of statistics section 13, family by family.
#pragma once

#include <vector>

#include "evidence/figure.hpp"

namespace spotter::evidence {

/// Launches without effect: the table of false alarms.
std::vector<Row> false_alarm_rows();
/// Shares of treatment that change while conversion changes too.
std::vector<Row> ramp_rows();
/// Harm: visitors until the label test rolls back.
std::vector<Row> rollback_rows();
/// Guardrails on means, one-sided.
std::vector<Row> mean_guardrail_rows();

}  // namespace spotter::evidence
