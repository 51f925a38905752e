#include "stats/moments.hpp"

#include <algorithm>

#include "base/ensure.hpp"

namespace spotter::stats {

Moments Moments::of_sums(std::uint64_t n, double sum, double sum_squares) {
  if (n == 0) return {};
  const long double total = sum;
  const long double mean = total / static_cast<long double>(n);
  const double m2 = static_cast<double>(sum_squares - total * mean);
  const double rounded = static_cast<double>(mean);
  return {n, rounded, n == 1 ? 0 : std::max(0.0, m2), static_cast<double>(mean - rounded)};
}

Moments Moments::of_successes(std::uint64_t n, std::uint64_t successes) {
  ensure(successes <= n, "there are not more successes than units");
  if (n == 0) return {};
  const double units = static_cast<double>(n);
  const double share = static_cast<double>(successes) / units;
  return {n, share, share * static_cast<double>(n - successes)};
}

// Knuth's sum of two numbers with its rounding error.
void Moments::shift_mean(double change) {
  change += mean_rest;
  const double sum = mean + change;
  const double taken = sum - mean;
  mean_rest = (mean - (sum - taken)) + (change - taken);
  mean = sum;
}

void Moments::add(double value) {
  ++n;
  const double distance = distance_from_mean(value);
  shift_mean(distance / static_cast<double>(n));
  m2 += distance * distance_from_mean(value);
}

void Moments::replace(double before, double after) {
  ensure(n > 0, "a value can only be replaced in a state that holds one");
  const double change = after - before;
  const double old_distance = distance_from_mean(before);
  shift_mean(change / static_cast<double>(n));
  m2 = std::max(0.0, m2 + change * (distance_from_mean(after) + old_distance));
  if (n == 1) *this = {1, after, 0};  // one value has no spread: leave no rounding behind
}

void Moments::remove(double value) {
  ensure(n > 0, "a value can only be removed from a state that holds one");
  if (n == 1) {
    *this = {};
    return;
  }
  --n;
  const double distance = distance_from_mean(value);
  shift_mean(-distance / static_cast<double>(n));
  m2 = n == 1 ? 0 : std::max(0.0, m2 - distance * distance_from_mean(value));
}

void Moments::merge(const Moments& other) {
  if (other.n == 0) return;
  if (n == 0) {
    *this = other;
    return;
  }
  const double ours = static_cast<double>(n);
  const double theirs = static_cast<double>(other.n);
  const double distance = distance_from_mean(other.mean) + other.mean_rest;
  shift_mean(distance * theirs / (ours + theirs));
  m2 += other.m2 + distance * distance * ours * theirs / (ours + theirs);
  n += other.n;
}

std::optional<double> Moments::average() const {
  if (n == 0) return std::nullopt;
  return mean;
}

std::optional<double> Moments::variance() const {
  if (n < 2) return std::nullopt;
  return m2 / static_cast<double>(n - 1);
}

}  // namespace spotter::stats
