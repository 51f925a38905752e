// The label test: of the units that fail, are too many in the treatment arm?
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace spotter::stats {

/// Alternatives in units of the harmless hazard ratio (statistics section 4.3).
inline constexpr std::array<double, 8> label_grid{1.1, 1.25, 1.5, 2, 3, 5, 10, 30};

/// The label e-process (statistics section 4.3). If the launch does not matter, the arms of
/// failing units are independent coin flips with the assignment probability, whatever the traffic
/// does. Evidence is a function of two whole numbers alone: it depends on no order and no batch,
/// and taking a unit out again is exact. A unit "fails" at its first event of the metric after
/// exposure. Immutable, any thread.
struct LabelTest {
  /// `treatment_share`: probability that an exposed unit of the two arms is in treatment, in
  /// [0,1], from exact bucket shares. `hazard_limit`: lambda0 > 0, the treatment/control ratio of
  /// failure hazards that still counts as harmless. `grid`: not empty, all > 0.
  LabelTest(double treatment_share, double hazard_limit, std::span<const double> grid = label_grid);

  /// Too many treatment units fail? `margin` >= 0: relative harm allowed, lambda0 = 1 + margin.
  static LabelTest bad_event(double treatment_share, double margin);

  /// Too few treatment units convert? Here "failing" units are those that converted; labels are
  /// swapped inside, so log_e still takes treatment first. 0 <= `margin` < 1: relative harm
  /// allowed, lambda0 = 1/(1 - margin).
  static LabelTest lost_conversion(double treatment_share, double margin);

  /// ln of the e-value: 0 without failing units, >= ln(1/alpha) ever with probability <= alpha if
  /// the launch is harmless. Good to about 1e-15 times the counts.
  double log_e(std::uint64_t failing_treatment, std::uint64_t failing_control) const;

  std::vector<double> treatment_step;  ///< ln(q_k/p0), added by each failing treatment unit
  std::vector<double> control_step;    ///< ln((1-q_k)/(1-p0)), added by each failing control unit
};

/// The failing units whose first exposure fell into one stage of the ramp.
struct LabelStage {
  LabelTest test;
  std::uint64_t failing_treatment = 0;
  std::uint64_t failing_control = 0;
};

/// ln e over all stages: log likelihood ratios are added per alternative, then averaged. All
/// stages have a grid of the same length; no stage gives 0.
double label_log_e(std::span<const LabelStage> stages);

/// How many failing treatment units make e >= threshold when `failing_control` control units fail
/// first; nothing if no number up to 2^53 does. `threshold` > 0.
std::optional<std::uint64_t> label_first_alarm(const LabelTest& test, double threshold,
                                               std::uint64_t failing_control = 0);

}  // namespace spotter::stats
