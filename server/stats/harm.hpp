// How many units a launch has harmed: the affected units of a receipt.
#pragma once

#include <cstdint>

namespace spotter::stats {

/// What a conversion metric has counted by the moment of the receipt, in units. Failing units had
/// the metric's event; exposed units include them.
struct HarmCounts {
  std::uint64_t failing_treatment = 0;
  std::uint64_t failing_control = 0;
  std::uint64_t exposed_treatment = 0;
  std::uint64_t exposed_control = 0;
};

/// Affected units with an always-valid interval; low <= affected <= high, all finite. Positive is
/// harm: failures too many, or conversions too few. Negative: the launch did good.
struct Harm {
  double affected = 0;
  double low = 0;
  double high = 0;

  bool operator==(const Harm&) const = default;
};

// The loss of semantics, "Loss in a receipt", before it is priced and rounded outward. The share q
// of treatment among failing units has the bounds of bernoulli_cs (optimal_trials 20); the hazard
// ratio is lambda = q(1-p)/((1-q)p), with p the `treatment_share`, strictly between 0 and 1, from
// exact bucket shares. `alpha`, strictly between 0 and 1, is already divided by the number of
// priced metrics. Any thread.
//
// Bounds end where units end, but never short of the estimate: of treatment's units, none to all
// would have failed (or converted) without the launch. So excess failures lie between F_T - N_T and
// F_T, lost conversions between -F_T and N_T - F_T (docs/decisions/0016). Small counts need it: the
// share's bounds alone can stand for more units than were exposed.
//
// Corners, where the formulas give 0 times infinity or no finite number:
// - No failing unit, or no treatment unit exposed: nobody was affected, 0 with bounds 0.
// - The point estimate uses F_T(1-q)/q = F_C, so it is finite for all counts.
// - No control unit exposed: N_T/N_C is replaced by its expectation p/(1-p).
// - A bound where F_T = 0 (excess failures) or F_C = 0 (lost conversions) meets an infinite ratio
//   is the point estimate, the limit of the formula along the observed share.
// - A bound where F_T = 1 (excess failures) or F_C = 1 (lost conversions) meets an infinite ratio
//   (one unit alone cannot exclude it) ends where units end.

/// Failures beyond those expected without the launch: F_T(1 - 1/lambda).
Harm excess_failures(const HarmCounts& counts, double treatment_share, double alpha);

/// Conversions missing from those expected without the launch: F_C(N_T/N_C)(1 - lambda), where
/// "failing" units are those that converted.
Harm lost_conversions(const HarmCounts& counts, double treatment_share, double alpha);

}  // namespace spotter::stats
