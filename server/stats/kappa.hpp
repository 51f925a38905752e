// The tuning of normal mixtures.
#pragma once

namespace spotter::stats {

/// kappa = time/(L + log1p(L)), L = 2 ln(1/alpha): the mixture whose boundary at level alpha is
/// tightest at this intrinsic time (statistics section 2.3; Howard, Ramdas, McAuliffe and Sekhon
/// 2021). `optimal_time` > 0; 0 < alpha < 1. One-sided: pass 2*alpha. Any thread.
double mixture_kappa(double optimal_time, double alpha);

}  // namespace spotter::stats
