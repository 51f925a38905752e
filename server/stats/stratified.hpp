// One difference out of several stages whose split was not the same.
#pragma once

#include <optional>
#include <span>

#include "stats/mean_difference.hpp"

namespace spotter::stats {

/// Both arms in one stage; a unit belongs to the stage of its first exposure.
struct StageMoments {
  Moments treatment;
  Moments control;
};

// Pooling stages with different splits compares Mondays with Saturdays (Simpson's paradox): these
// compare within each stage first (statistics section 3.4). Any thread.

/// Stages weighted by their effective size (overlap weights; least squares with stage effects).
/// The weights depend on traffic alone, so the t-mixture applies unchanged. Stages with fewer than
/// 2 units in an arm do not count; nothing if no stage is left. Where shares differ much, read it
/// once both arms have 10 units that are not 0: from the first unit of a 5/95 stage on, 13 to 31 %
/// of launches without effect would be an alarm at 5 % (simulated in tests/evidence).
std::optional<MeanDifference> stratified_difference(std::span<const StageMoments> stages);

/// A difference with its standard error, in the unit of the values.
struct EstimatedDifference {
  double difference = 0;
  double standard_error = 0;
};

/// Stages weighted by their units, for a final report only: the standard error has the multinomial
/// part of stage sizes that were not fixed beforehand, as in GrowthBook. Same stages as above.
std::optional<EstimatedDifference> post_stratified_difference(std::span<const StageMoments> stages);

}  // namespace spotter::stats
