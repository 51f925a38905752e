// What a log gamma function has beyond Stirling's formula.
#pragma once

namespace spotter::stats {

/// ln Gamma(z) less (z - 1/2) ln z - z + ln(2 pi)/2, for z > 0; good to about 1e-15 absolute.
/// Differences of log gamma functions at large z are taken of the leading parts on paper and of
/// this in numbers, because the functions themselves are near z ln z and would cancel. Any thread.
double stirling_correction(double z);

}  // namespace spotter::stats
