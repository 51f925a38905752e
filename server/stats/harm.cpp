#include "stats/harm.hpp"

#include <algorithm>
#include <cmath>

#include "base/ensure.hpp"
#include "stats/beta_binomial.hpp"

namespace spotter::stats {
namespace {

constexpr double optimal_units = 20;  // semantics, "Loss in a receipt": t_opt 20

double real(std::uint64_t units) { return static_cast<double>(units); }

// The evidence that F_C and m are no flips of one coin.
class Flips {
 public:
  Flips(std::uint64_t in_control, double treatment_share, double alpha)
      : in_control_(real(in_control)),
        share_(treatment_share),
        concentration_(beta_binomial_concentration(optimal_units, alpha)),
        log_threshold_(-std::log(alpha)) {}

  // It falls with m as long as treatment has less than its share, and rises from there on.
  double least_doubtful() const { return std::ceil(in_control_ * share_ / (1 - share_)); }
  bool may_have_been(double in_treatment) const {
    return beta_binomial_log_e({in_treatment, in_treatment + in_control_}, share_, concentration_) <
           log_threshold_;
  }

 private:
  double in_control_;
  double share_;
  double concentration_;
  double log_threshold_;
};

// Whole units.
struct Units {
  double low;
  double high;
};

// The end of the whole units that may have been, between one taken as such and one that may not.
double last_possible(const Flips& flips, double may, double may_not) {
  while (std::abs(may_not - may) > 1) {
    const double middle = std::floor((may + may_not) / 2);
    (flips.may_have_been(middle) ? may : may_not) = middle;
  }
  return may;
}

// Treatment's units that would have had the event without the launch.
Units without_launch(const HarmCounts& counts, double treatment_share, double alpha) {
  const Flips flips(counts.failing_control, treatment_share, alpha);
  const double exposed = real(counts.exposed_treatment);
  const double middle = std::min(flips.least_doubtful(), exposed);
  const double low = last_possible(flips, middle, -1);
  if (middle == exposed || flips.may_have_been(exposed)) return {low, exposed};
  return {low, last_possible(flips, middle, exposed)};
}

// Never short of the estimate, which other counts than the flips may have drawn out of their
// bounds; + 0.0 turns -0 into 0.
Harm harm_of(double affected, Units bounds) {
  return {affected + 0.0, std::min(bounds.low, std::floor(affected)) + 0.0,
          std::max(bounds.high, std::ceil(affected)) + 0.0};
}

double design_odds(double treatment_share) {
  ensure(treatment_share > 0 && treatment_share < 1, "both arms have a share");
  return treatment_share / (1 - treatment_share);
}

}  // namespace

Harm excess_failures(const HarmCounts& counts, double treatment_share, double alpha) {
  const double odds = design_odds(treatment_share);
  if (counts.exposed_treatment == 0) return {};
  const double failing = real(counts.failing_treatment);
  const Units without = without_launch(counts, treatment_share, alpha);
  return harm_of(failing - real(counts.failing_control) * odds,
                 {failing - without.high, failing - without.low});
}

Harm lost_conversions(const HarmCounts& counts, double treatment_share, double alpha) {
  const double odds = design_odds(treatment_share);
  if (counts.exposed_treatment == 0) return {};
  const double converted = real(counts.failing_treatment);
  const double scale = counts.exposed_control == 0
                           ? odds
                           : real(counts.exposed_treatment) / real(counts.exposed_control);
  const Units without = without_launch(counts, treatment_share, alpha);
  return harm_of(real(counts.failing_control) * scale - converted / odds * scale,
                 {without.low - converted, without.high - converted});
}

}  // namespace spotter::stats
