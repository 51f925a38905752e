// Count, mean and spread of a stream of numbers, one number of state each.
#pragma once

#include <cstdint>
#include <optional>

namespace spotter::stats {

/// Welford state of one metric in one arm (statistics section 1). Values are finite with
/// |value| <= 1e15; intake refuses others. Sums of squares are never kept raw: near 1e9 they lose
/// every digit. A plain value: one thread at a time.
struct Moments {
  std::uint64_t n = 0;
  double mean = 0;  ///< unit of the values; meaningless while n is 0, see average()
  double m2 = 0;    ///< sum of squared deviations from the mean, never negative
  /// What the mean lost to rounding, at most half a unit in its last place: the mean is their sum.
  /// Near 1e9 it would otherwise drift by some 1e-7 within 50 units.
  double mean_rest = 0;

  /// Of sums that arrive ready made (imports); in long double, once. n = 0 gives the empty state.
  static Moments of_sums(std::uint64_t n, double sum, double sum_squares);
  /// Of `successes` units with value 1 and n - successes with 0. successes <= n.
  static Moments of_successes(std::uint64_t n, std::uint64_t successes);

  /// A new unit with this value.
  void add(double value);
  /// One unit's value changes from `before` to `after`. Needs n >= 1.
  void replace(double before, double after);
  /// Takes one unit out again, the inverse of add; taking out the last leaves exact zeros.
  /// Needs n >= 1.
  void remove(double value);
  /// Adds all of `other` (Chan, Golub and LeVeque 1979).
  void merge(const Moments& other);

  /// The mean; nothing while n is 0.
  std::optional<double> average() const;
  /// m2/(n-1); nothing while n < 2.
  std::optional<double> variance() const;
  /// value - mean with all digits of the mean, in the unit of the values.
  double distance_from_mean(double value) const { return value - mean - mean_rest; }

  bool operator==(const Moments&) const = default;

 private:
  void shift_mean(double change);
};

}  // namespace spotter::stats
