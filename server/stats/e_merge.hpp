// The weighted mean of e-values.
#pragma once

#include <span>

namespace spotter::stats {

/// ln of sum(weight * e) (statistics section 5.1; Vovk and Wang 2021: an e-value under any
/// dependence if the weights sum to 1; they are not rescaled here). `log_e` holds natural
/// logarithms of e-values, `weights` as many weights >= 0. Weight 0 counts for nothing, whatever
/// its evidence. -inf, that is e = 0, if no weight is left. Any thread.
double e_merge(std::span<const double> log_e, std::span<const double> weights);

}  // namespace spotter::stats
