// The beta-binomial mixture: evidence against one value of a proportion.
#pragma once

namespace spotter::stats {

/// Weight of the mixture's beta prior, in trials, tuned for `optimal_trials` at level alpha:
/// k/(g*h) of statistics section 4.5 with v_opt = p(1-p)*optimal_trials, which is the same for
/// every p. `optimal_trials` > 0, 0 < alpha < 1. Any thread.
double beta_binomial_concentration(double optimal_trials, double alpha);

/// `successes` of `trials`, 0 <= successes <= trials; a part of a trial is allowed.
struct Tally {
  double successes = 0;
  double trials = 0;
};

/// M of statistics section 4.5 with g = p, h = 1-p, s = successes - p*trials, v = p(1-p)*trials:
/// ln e for "the proportion is p" (Howard, Ramdas, McAuliffe and Sekhon 2021). 0 < p < 1,
/// concentration > 0. Good to about 1e-11 up to 1e9 trials. Any thread.
double beta_binomial_log_e(Tally observed, double p, double concentration);

/// The same, one-sided: ln e for "the proportion is at most p". Tune the concentration with twice
/// the alpha. -infinity where the successes are so few that the chance of a proportion above p is
/// below the smallest double. Any thread.
double beta_binomial_log_e_one_sided(Tally observed, double p, double concentration);

}  // namespace spotter::stats
