#include "stats/arms_chi_square.hpp"

#include <boost/math/special_functions/gamma.hpp>

namespace spotter::stats {

std::optional<ChiSquare> arms_chi_square(std::span<const ArmCount> arms) {
  if (arms.size() < 2) return std::nullopt;
  double units = 0;
  double conversions = 0;
  for (const auto& arm : arms) {
    if (arm.units == 0) return std::nullopt;
    units += static_cast<double>(arm.units);
    conversions += static_cast<double>(arm.conversions);
  }
  const double share = conversions / units;
  if (!(conversions > 0) || !(conversions < units)) return std::nullopt;
  ChiSquare test;
  for (const auto& arm : arms) {
    // Both cells of an arm are off by the same amount: d^2/(n p) + d^2/(n (1-p)).
    const auto n = static_cast<double>(arm.units);
    const double off = static_cast<double>(arm.conversions) - n * share;
    test.statistic += off * off / (n * share * (1 - share));
  }
  test.degrees_of_freedom = static_cast<double>(arms.size() - 1);
  test.p = boost::math::gamma_q(test.degrees_of_freedom / 2, test.statistic / 2);
  return test;
}

}  // namespace spotter::stats
