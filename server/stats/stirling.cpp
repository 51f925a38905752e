#include "stats/stirling.hpp"

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "base/ensure.hpp"

namespace spotter::stats {

// Boost's lgamma, because std::lgamma writes the global signgam; without promotion, to be the same
// on every processor.
double stirling_correction(double z) {
  ensure(z > 0, "the gamma function's argument is above 0");
  if (z < 10) {
    using Plain = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
    constexpr double half_log_two_pi = 0.91893853320467274178;
    return boost::math::lgamma(z, Plain()) - (z - 0.5) * std::log(z) + z - half_log_two_pi;
  }
  const double w = 1 / (z * z);  // Abramowitz and Stegun 6.1.41; the next term is below 1e-15
  const double tail = 1.0 / 1260 - w * (1.0 / 1680 - w * (1.0 / 1188 - w * 691.0 / 360360));
  return (1.0 / 12 - w * (1.0 / 360 - w * tail)) / z;
}

}  // namespace spotter::stats
