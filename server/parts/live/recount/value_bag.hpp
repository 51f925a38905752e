// All values of one metric in one arm, each as often as it occurs.
#pragma once

#include <cstdint>
#include <map>

#include "stats/moments.hpp"

namespace spotter::live {

/// At least 113 bits: sums of values and of their squares lose nothing that 1e-9 could see.
#if __LDBL_MANT_DIG__ >= 113
using WideNumber = long double;
#else
using WideNumber = __float128;
#endif

/// Knows exactly whether the values differ at all, which sums cannot know. One thread.
class ValueBag {
 public:
  void add(double value);
  /// `value` must be there.
  void remove(double value);
  /// Count, mean and squared deviations; no spread at all where all values are the same.
  stats::Moments moments() const;

 private:
  std::map<double, std::uint64_t> times_;  ///< by value
  std::uint64_t count_ = 0;
  WideNumber sum_ = 0;
  WideNumber squares_ = 0;
};

}  // namespace spotter::live
