// A simulated share beside what is promised of it.
#pragma once

#include <cstdint>
#include <string>

#include "stats/wilson.hpp"

namespace spotter::evidence {

/// `hits` of `runs`; promised: at most or at least this share of all launches.
struct Share {
  std::uint64_t hits = 0;
  std::uint64_t runs = 0;

  stats::ProportionBounds range() const { return stats::wilson_interval({hits, runs}, 0.05); }
  double value() const { return static_cast<double>(hits) / static_cast<double>(runs); }
  /// False once the 95 % range lies wholly beyond the promise.
  bool keeps_at_most(double promised) const { return range().low <= promised; }
  bool keeps_at_least(double promised) const { return range().high >= promised; }
};

/// "1.2 % (0.7 to 2.1 %)".
std::string text_of(const Share& share);

}  // namespace spotter::evidence
