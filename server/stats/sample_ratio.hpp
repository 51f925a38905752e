// Do the arms get the visitors they should? Sequential test of the sample ratio.
#pragma once

#include <cstdint>
#include <span>

namespace spotter::stats {

/// Weight of the Dirichlet prior, in units (statistics section 4.4).
inline constexpr double sample_ratio_concentration = 100;

/// ln of the Bayes factor against the expected shares, from the counts alone: it depends on no
/// order (Lindon and Malek 2022; statistics section 4.4). `counts`: units by first exposure, below
/// 2^53 in all; `shares`: as many, exact bucket shares in [0,1], sum 1 (to 1e-9). A count in an arm
/// of share 0 gives +infinity. Alarm at ln 100: false with probability <= 1 %, ever. Stages with
/// different shares: add their values. Any thread.
double sample_ratio_log_bayes_factor(std::span<const std::uint64_t> counts,
                                     std::span<const double> shares);

/// p value of the chi-square test with one look, for imported experiments only; 1 without units.
/// Counts and shares as above, at least two arms of share > 0. Any thread.
double sample_ratio_chi_square_p(std::span<const std::uint64_t> counts,
                                 std::span<const double> shares);

}  // namespace spotter::stats
