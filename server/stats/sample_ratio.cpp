#include "stats/sample_ratio.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <limits>

#include "base/ensure.hpp"
#include "stats/stirling.hpp"

namespace spotter::stats {
namespace {

// All units; refuses counts and shares that do not belong together.
double total_of(std::span<const std::uint64_t> counts, std::span<const double> shares) {
  ensure(counts.size() == shares.size(), "every arm has a share");
  double shared = 0;
  double units = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    ensure(shares[i] >= 0 && shares[i] <= 1, "a share is between 0 and 1");
    shared += shares[i];
    units += static_cast<double>(counts[i]);
  }
  ensure(std::abs(shared - 1) <= 1e-9, "the shares of all arms add up to 1");
  return units;
}

}  // namespace

// With a = 100 p, z = a + N, Z = 100 + n the formula of section 4.4 is
// sum of z ln(z/(Z p)) - ln(z/a)/2, + ln(Z/100)/2, and Stirling corrections: its terms near n ln n
// cancel on paper instead of in numbers.
double sample_ratio_log_bayes_factor(std::span<const std::uint64_t> counts,
                                     std::span<const double> shares) {
  const double units = total_of(counts, shares);
  if (units == 0) return 0;
  const double total = sample_ratio_concentration + units;
  double log_factor = 0.5 * std::log1p(units / sample_ratio_concentration) -
                      stirling_correction(total) + stirling_correction(sample_ratio_concentration);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0 && shares[i] == 0) continue;
    if (shares[i] == 0) return std::numeric_limits<double>::infinity();
    const double count = static_cast<double>(counts[i]);
    const double prior = sample_ratio_concentration * shares[i];
    const double excess = (count - units * shares[i]) / (total * shares[i]);
    log_factor += (prior + count) * std::log1p(excess) - 0.5 * std::log1p(count / prior) +
                  stirling_correction(prior + count) - stirling_correction(prior);
  }
  return log_factor;
}

double sample_ratio_chi_square_p(std::span<const std::uint64_t> counts,
                                 std::span<const double> shares) {
  const double units = total_of(counts, shares);
  if (units == 0) return 1;
  double chi_square = 0;
  double arms = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (shares[i] == 0 && counts[i] > 0) return 0;
    if (shares[i] == 0) continue;
    const double expected = units * shares[i];
    const double excess = static_cast<double>(counts[i]) - expected;
    chi_square += excess * excess / expected;
    ++arms;
  }
  ensure(arms >= 2, "a ratio needs two arms");
  using Plain = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
  const boost::math::chi_squared_distribution<double, Plain> distribution(arms - 1);
  return boost::math::cdf(boost::math::complement(distribution, chi_square));
}

}  // namespace spotter::stats
