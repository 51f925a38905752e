// Do any of several arms convert differently? Pearson's test at one planned look.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace spotter::stats {

/// An arm's conversions out of its units, conversions <= units.
struct ArmCount {
  std::uint64_t units = 0;
  std::uint64_t conversions = 0;
};

struct ChiSquare {
  double statistic = 0;
  double degrees_of_freedom = 0;
  double p = 1;  ///< P(chi-square >= statistic)

  bool operator==(const ChiSquare&) const = default;
};

/// Pearson's chi-square over the table of arms by (converted, not), without Yates' correction
/// (Pearson 1900; Agresti, Categorical Data Analysis, 3.2). Nothing where it is not defined: fewer
/// than two arms, an arm without units, or nobody or everybody converted. Any thread.
std::optional<ChiSquare> arms_chi_square(std::span<const ArmCount> arms);

}  // namespace spotter::stats
