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
  double base;         // units
  double ratio_units;  // base * ratio at the point estimate, from the counts alone
};

// A bound of one: the ratio may be infinite, or meet a base of 0.
struct Ratios {
  double low;
  double high;
};

// Harm that the counts alone allow: what would have become of treatment's units without the
// launch is unknown, but it is between none of them and all of them.
struct Possible {
  double low;
  double high;
};

double harm_at(const Terms& terms, double ratio) {
  if (terms.base == 0 && !std::isfinite(ratio)) return -terms.ratio_units;
  return terms.base - terms.base * ratio;
}

// Ordered even where rounding or a limit would cross the point estimate; + 0.0 turns -0 into 0.
Harm harm_of(const Terms& terms, Ratios ratios, Possible possible) {
  const auto cut = [&](double harm) { return std::clamp(harm, possible.low, possible.high); };
  const double affected = terms.base - terms.ratio_units;
  const double high = cut(harm_at(terms, ratios.low));
  const double low = cut(harm_at(terms, ratios.high));
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
  const double failing = static_cast<double>(counts.failing_treatment);
  const double exposed = static_cast<double>(counts.exposed_treatment);
  return harm_of({failing, static_cast<double>(counts.failing_control) * odds},
                 {odds * quotient(1 - q.high, q.high), odds * quotient(1 - q.low, q.low)},
                 {failing - exposed, failing});
}

Harm lost_conversions(const HarmCounts& counts, double treatment_share, double alpha) {
  const double odds = design_odds(treatment_share);
  if (nobody_affected(counts)) return {};
  const ProportionBounds q = label_share(counts, alpha);
  const double converted = static_cast<double>(counts.failing_treatment);
  const double exposed = static_cast<double>(counts.exposed_treatment);
  const double scale =
      counts.exposed_control == 0 ? odds : exposed / static_cast<double>(counts.exposed_control);
  return harm_of({static_cast<double>(counts.failing_control) * scale, converted / odds * scale},
                 {quotient(q.low, 1 - q.low) / odds, quotient(q.high, 1 - q.high) / odds},
                 {-converted, exposed - converted});
}

}  // namespace spotter::stats
