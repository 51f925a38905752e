#include "stats/harm.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/ensure.hpp"
#include "stats/bernoulli_cs.hpp"

namespace spotter::stats {
namespace {

constexpr double optimal_failing_units = 20;  // semantics, "Loss in a receipt": t_opt 20

// Both losses are `base - base * ratio`. Excess failures: base = F_T, ratio = 1/lambda. Lost
// conversions: base = F_C N_T/N_C, ratio = lambda.
struct Terms {
  double base;             // units
  double ratio_units;      // base * ratio at the point estimate, from the counts alone
  double ratio_units_max;  // no ratio can stand for more units than were exposed
};

struct Ratios {
  double low;
  double high;
};

// base * ratio at one bound of the ratio, where it may be infinite or 0 times infinity.
double ratio_units_at(const Terms& terms, double ratio) {
  const double units = terms.base * ratio;
  if (std::isfinite(units)) return units;
  return terms.base == 0 ? terms.ratio_units : terms.ratio_units_max;
}

// Ordered even where rounding or a limit would cross the point estimate; + 0.0 turns -0 into 0.
Harm harm_of(const Terms& terms, Ratios ratios) {
  const double affected = terms.base - terms.ratio_units;
  const double high = terms.base - ratio_units_at(terms, ratios.low);
  const double low = terms.base - ratio_units_at(terms, ratios.high);
  return {affected + 0.0, std::min(low, affected) + 0.0, std::max(high, affected) + 0.0};
}

bool nobody_affected(const HarmCounts& counts) {
  return counts.failing_treatment + counts.failing_control == 0 || counts.exposed_treatment == 0;
}

double design_odds(double treatment_share) {
  ensure(treatment_share > 0 && treatment_share < 1, "both arms have a share");
  return treatment_share / (1 - treatment_share);
}

// Bounds of a share reach 0 and 1, where its odds or their inverse have no limit.
double quotient(double part, double other) {
  return other > 0 ? part / other : std::numeric_limits<double>::infinity();
}

ProportionBounds label_share(const HarmCounts& counts, double alpha) {
  return bernoulli_cs(counts.failing_treatment, counts.failing_treatment + counts.failing_control,
                      alpha, optimal_failing_units);
}

}  // namespace

Harm excess_failures(const HarmCounts& counts, double treatment_share, double alpha) {
  const double odds = design_odds(treatment_share);
  if (nobody_affected(counts)) return {};
  const ProportionBounds q = label_share(counts, alpha);
  return harm_of({static_cast<double>(counts.failing_treatment),
                  static_cast<double>(counts.failing_control) * odds,
                  static_cast<double>(counts.exposed_treatment)},
                 {odds * quotient(1 - q.high, q.high), odds * quotient(1 - q.low, q.low)});
}

Harm lost_conversions(const HarmCounts& counts, double treatment_share, double alpha) {
  const double odds = design_odds(treatment_share);
  if (nobody_affected(counts)) return {};
  const ProportionBounds q = label_share(counts, alpha);
  const double exposed = static_cast<double>(counts.exposed_treatment);
  const double scale =
      counts.exposed_control == 0 ? odds : exposed / static_cast<double>(counts.exposed_control);
  return harm_of({static_cast<double>(counts.failing_control) * scale,
                  static_cast<double>(counts.failing_treatment) / odds * scale, exposed},
                 {quotient(q.low, 1 - q.low) / odds, quotient(q.high, 1 - q.high) / odds});
}

}  // namespace spotter::stats
