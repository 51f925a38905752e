// All values of one metric in one arm, each as often as it occurs.
#pragma once

#include <cstdint>
#include <map>

#include "stats/fixed_point.hpp"
#include "stats/moments.hpp"

namespace spotter::live {

/// Knows exactly whether the values differ at all, which sums cannot know. Sums are kept in
/// stats::WideNumber: at least 113 bits, so they lose nothing that 1e-9 could see. One thread.
class ValueBag {
 public:
  void add(double value);
  /// `value` must be there.
  void remove(double value);
  /// Count, mean and squared deviations; no spread at all where all values are the same.
  stats::Moments moments() const;

 private:
  void put(double value, double times);
  void sum_anew();

  std::map<double, std::uint64_t> times_;  ///< by value
  std::uint64_t count_ = 0;
  stats::WideNumber sum_ = 0;
  stats::WideNumber squares_ = 0;
  stats::WideNumber squares_most_ = 0;  ///< since they were summed anew
};

}  // namespace spotter::live
