// Two numbers of each unit, with their spread and how they go together.
#pragma once

#include <optional>

#include "stats/moments.hpp"

namespace spotter::stats {

/// Welford state of a pair (x, y) in one arm (statistics section 1): y with a covariate x, or the
/// two parts of a ratio. Values as in Moments. A plain value: one thread at a time.
struct Comoments {
  Moments x;
  Moments y;
  double c_xy = 0;  ///< sum of products of the deviations, unit of x times unit of y

  /// A new unit with these values.
  void add(double x_value, double y_value);
  /// y of the unit with `x_value` changes from `before` to `after`; x is fixed. Needs a unit.
  void replace_y(double x_value, double before, double after);
  /// Takes one unit out again, the inverse of add; taking out the last leaves exact zeros. Needs
  /// a unit.
  void remove(double x_value, double y_value);
  /// Adds all of `other` (Chan, Golub and LeVeque 1979).
  void merge(const Comoments& other);

  /// c_xy/(n-1); nothing while n < 2.
  std::optional<double> covariance() const;
  /// In [-1, 1]; nothing while n < 2 or where x or y has no spread.
  std::optional<double> correlation() const;

  bool operator==(const Comoments&) const = default;
};

}  // namespace spotter::stats
