#include "stats/comoments.hpp"

#include <algorithm>
#include <cmath>

namespace spotter::stats {

void Comoments::add(double x_value, double y_value) {
  const double distance = x.n == 0 ? 0 : x.distance_from_mean(x_value);
  x.add(x_value);
  y.add(y_value);
  c_xy += distance * y.distance_from_mean(y_value);
}

void Comoments::replace_y(double x_value, double before, double after) {
  y.replace(before, after);
  c_xy += (after - before) * x.distance_from_mean(x_value);
  if (y.n == 1) c_xy = 0;  // one pair has no spread: leave no rounding behind
}

void Comoments::remove(double x_value, double y_value) {
  const double distance = y.distance_from_mean(y_value);
  x.remove(x_value);
  y.remove(y_value);
  c_xy = y.n < 2 ? 0 : c_xy - x.distance_from_mean(x_value) * distance;
}

void Comoments::merge(const Comoments& other) {
  if (y.n > 0 && other.y.n > 0) {
    const double ours = static_cast<double>(y.n);
    const double theirs = static_cast<double>(other.y.n);
    const double x_distance = x.distance_from_mean(other.x.mean) + other.x.mean_rest;
    const double y_distance = y.distance_from_mean(other.y.mean) + other.y.mean_rest;
    c_xy += x_distance * y_distance * ours * theirs / (ours + theirs);
  }
  c_xy += other.c_xy;
  x.merge(other.x);
  y.merge(other.y);
}

std::optional<double> Comoments::covariance() const {
  if (y.n < 2) return std::nullopt;
  return c_xy / static_cast<double>(y.n - 1);
}

std::optional<double> Comoments::correlation() const {
  if (y.n < 2 || x.m2 == 0 || y.m2 == 0) return std::nullopt;
  return std::clamp(c_xy / std::sqrt(x.m2) / std::sqrt(y.m2), -1.0, 1.0);
}

}  // namespace spotter::stats
