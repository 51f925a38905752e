// Count, mean and spread of numbers that come, change and go again, without any rounding.
#pragma once

#include <cstdint>

#include "stats/fixed_point.hpp"
#include "stats/moments.hpp"

namespace spotter::stats {

/// Moments whose sums are exact whatever comes and goes (statistics section 1; exact sums in fixed
/// point: Kulisch 2013, "Computer Arithmetic and Validity"). What Welford's update leaves behind
/// when a number much larger than the others is taken out again would look like spread, or hide
/// it; here the moments are a function of the numbers that are there, in any order. About 1 KB.
/// A plain value: one thread at a time.
class ExactMoments {
 public:
  static constexpr double value_end = 0x1p128;

  /// |value| < value_end.
  void add(double value) { change(value, false), ++n_; }
  /// `value` must have been added.
  void remove(double value);
  /// One of the numbers, `before`, becomes `after`.
  void replace(double before, double after) { change(before, true), change(after, false); }

  /// At most 2^32 - 1 numbers. mean and m2 are right to the last place but one; m2 is 0 exactly
  /// where all numbers are the same.
  Moments moments() const;

 private:
  // The lowest bit of a double counts 2^-1074; digits begin at 2^-1088, so that those of the
  // squares, at 2^-2176, stand for the same powers as products of two digits.
  static constexpr int digits_below_one = 34;
  static constexpr std::size_t sum_digits = 42;
  static constexpr std::size_t square_digits = 2 * sum_digits;

  void change(double value, bool away);

  std::uint64_t n_ = 0;
  FixedPoint<sum_digits> sum_;
  FixedPoint<square_digits> squares_;
};

}  // namespace spotter::stats
