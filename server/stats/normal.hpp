// The standard normal distribution.
#pragma once

namespace spotter::stats {

/// ln P(Z <= x), good to about 1e-13 of its size far below the smallest double too. x is not NaN;
/// -infinity gives -infinity. Any thread.
double normal_log_cdf(double x);

/// The x with P(Z <= x) = p, 0 < p < 1. Any thread.
double normal_quantile(double p);

}  // namespace spotter::stats
