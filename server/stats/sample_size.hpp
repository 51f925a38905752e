// How many units a comparison needs.
#pragma once

namespace spotter::stats {

/// What is asked of a test: level, two-sided, and the chance to see the effect. Both strictly
/// between 0 and 1, alpha below power.
struct Power {
  double alpha = 0.05;
  double power = 0.8;
};

/// Units per arm, not rounded, for one look at the end (statistics section 2.11): the smallest n
/// >= 2 at which a t test sees a mean difference of `difference` <> 0 at standard deviation
/// `deviation` > 0, by the noncentral t as in R's power.t.test. Good to 1e-7 of the answer, which
/// is at most 1e12; a smaller effect is a broken invariant. Any thread.
double sample_size_of_means(double difference, double deviation, const Power& power);

/// The same for shares p1 <> p2, in [0, 1], by the normal approximation as in R's power.prop.test.
double sample_size_of_proportions(double p1, double p2, const Power& power);

/// Watched continuously, the same power at the end takes this many times the units of one look.
inline constexpr double watched_size_factor = 1.7;

/// Mean size at which a watched comparison stops, in units of the one-look size, if the effect is
/// the planned one; a larger effect stops it earlier (1.5, 2, 3 times: 0.52, 0.33, 0.17).
inline constexpr double watched_stop_factor = 1.07;

}  // namespace spotter::stats
