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

  bool operator==(const Moments&) const = default;
};

}  // namespace spotter::stats
