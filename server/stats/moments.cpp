#include "stats/moments.hpp"

#include <algorithm>

#include "base/ensure.hpp"

namespace spotter::stats {

void Moments::add(double value) {
  ++n;
  const double distance = value - mean;
  mean += distance / static_cast<double>(n);
  m2 += distance * (value - mean);
}

void Moments::replace(double before, double after) {
  ensure(n > 0, "a value can only be replaced in a state that holds one");
  const double change = after - before;
  const double old_mean = mean;
  mean += change / static_cast<double>(n);
  m2 = std::max(0.0, m2 + change * ((after - mean) + (before - old_mean)));
  if (n == 1) *this = {1, after, 0};  // one value has no spread: leave no rounding behind
}

void Moments::remove(double value) {
  ensure(n > 0, "a value can only be removed from a state that holds one");
  if (n == 1) {
    *this = {};
    return;
  }
  --n;
  const double distance = value - mean;
  mean -= distance / static_cast<double>(n);
  m2 = n == 1 ? 0 : std::max(0.0, m2 - distance * (value - mean));
}

void Moments::merge(const Moments& other) {
  if (other.n == 0) return;
  if (n == 0) {
    *this = other;
    return;
  }
  const double ours = static_cast<double>(n);
  const double theirs = static_cast<double>(other.n);
  const double distance = other.mean - mean;
  mean += distance * theirs / (ours + theirs);
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
