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

/// Affected units with an always-valid interval; low <= affected <= high, all finite. The bounds
/// are whole units. Positive is harm: failures too many, or conversions too few. Negative: the
/// launch did good.
struct Harm {
  double affected = 0;
  double low = 0;
  double high = 0;

  bool operator==(const Harm&) const = default;
};

// The loss of semantics, "Loss in a receipt", before it is priced. The estimate is its formula. The
// interval is another (docs/decisions/0016): of all units that have the event without the launch,
// treatment's m and control's F_C are flips of one coin with the chance p, `treatment_share`. All
// whole m whose mixture M(m of m + F_C; p) of statistics section 4.5 (Howard, Ramdas, McAuliffe and
// Sekhon 2021; two-sided, tuned for 20 units) is below ln(1/alpha) are an always-valid set: only
// the assignment is used. Excess failures are F_T - m, lost conversions m - F_T.
//
// p lies strictly between 0 and 1, from exact bucket shares; `alpha`, strictly between 0 and 1, is
// already divided by the number of priced metrics. Arms have below 2^50 units. Any thread.
//
// Corners:
// - m ends where units end: of treatment's N_T, none to all would have had the event. So excess
//   failures lie between F_T - N_T and F_T, lost conversions between -F_T and N_T - F_T.
// - The bounds are never short of the estimate, rounded outward, which may lie beyond the flips:
//   lost conversions take N_T/N_C into account, and control may be larger than treatment.
// - F_C = 0 bounds m by some seven units at 5 % and equal arms. So does no event at all: silence
//   in both arms is no proof that nobody was affected.
// - F_T = 0 makes no difference to m; no division by it either, as the estimate of excess failures
//   is F_T - F_C p/(1-p).
// - No control unit exposed: N_T/N_C is replaced by its expectation p/(1-p).
// - No treatment unit exposed: nobody was affected, 0 with bounds 0.

/// Failures beyond those expected without the launch: F_T(1 - 1/lambda), with lambda the ratio of
/// failure hazards, treatment to control.
Harm excess_failures(const HarmCounts& counts, double treatment_share, double alpha);

/// Conversions missing from those expected without the launch: F_C(N_T/N_C)(1 - lambda), where
/// "failing" units are those that converted.
Harm lost_conversions(const HarmCounts& counts, double treatment_share, double alpha);

}  // namespace spotter::stats
