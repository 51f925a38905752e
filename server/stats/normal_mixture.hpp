// The normal mixture: what the t-mixture becomes with many units.
#pragma once

namespace spotter::stats {

/// A sum with mean 0 under the hypothesis, and its variance so far (intrinsic time): v >= 0.
struct NormalSum {
  double s = 0;
  double v = 0;
};

/// ln e for "mean 0", two-sided: ln(kappa/(kappa+v))/2 + s^2/(2(v+kappa)) (statistics section 2.2;
/// Howard, Ramdas, McAuliffe and Sekhon 2021). kappa > 0, see mixture_kappa. Any thread.
double normal_mixture_log_e(const NormalSum& sum, double kappa);

/// ln e for "mean at most 0". kappa tuned with twice the alpha. Any thread.
double normal_mixture_log_e_one_sided(const NormalSum& sum, double kappa);

/// The sum at which e reaches 1/alpha at intrinsic time v > 0; 0 < alpha < 1. Any thread.
double normal_mixture_bound(double v, double kappa, double alpha);

/// The same for the one-sided test. Any thread.
double normal_mixture_bound_one_sided(double v, double kappa, double alpha);

}  // namespace spotter::stats
