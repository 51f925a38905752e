#include "stats/stratified.hpp"

#include <cmath>

namespace spotter::stats {

std::optional<MeanDifference> stratified_difference(std::span<const StageMoments> stages) {
  MeanDifference total;
  double squared_error = 0;
  for (const StageMoments& stage : stages) {
    const auto one = mean_difference(stage.treatment, stage.control);
    if (!one) continue;
    const double weighted_error = one->effective_size * one->standard_error;
    total.effective_size += one->effective_size;
    total.difference += one->effective_size * one->difference;
    total.degrees_of_freedom += one->degrees_of_freedom;
    squared_error += weighted_error * weighted_error;
  }
  if (total.effective_size == 0) return std::nullopt;
  total.difference /= total.effective_size;
  total.standard_error = std::sqrt(squared_error) / total.effective_size;
  return total;
}

std::optional<EstimatedDifference> post_stratified_difference(
    std::span<const StageMoments> stages) {
  double units = 0;
  double sum = 0;
  double squared_error = 0;
  const auto for_each = [&](const auto& take) {
    for (const StageMoments& stage : stages) {
      const auto one = mean_difference(stage.treatment, stage.control);
      if (one) take(*one, one->degrees_of_freedom + 2);
    }
  };
  for_each([&](const MeanDifference& one, double size) {
    units += size;
    sum += size * one.difference;
    squared_error += size * one.standard_error * size * one.standard_error;
  });
  if (units == 0) return std::nullopt;
  const double difference = sum / units;
  double between = 0;
  for_each([&](const MeanDifference& one, double size) {
    const double distance = one.difference - difference;
    between += size * distance * distance;
  });
  return EstimatedDifference{difference, std::sqrt(squared_error + between) / units};
}

}  // namespace spotter::stats
