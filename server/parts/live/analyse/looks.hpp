// The rows of a table in the order of time: what could be seen at each look.
#pragma once

#include <vector>

#include "parts/live/analyse/imported.hpp"

namespace spotter::live {

/// All arms of an experiment at one moment.
struct ArmsLook {
  double time = 0;
  std::vector<const ArmRow*> arms;  ///< null where the table has no row

  bool has_all() const;
};

/// Two arms at one moment, both with at least 2 units and a variance.
struct PairLook {
  double time = 0;
  stats::Moments control;
  stats::Moments treatment;
};

/// Sorts `metric.rows` by time and puts those of one moment together; the looks point into it. A
/// second row of an arm at one moment is noted as left out.
std::vector<ArmsLook> looks_of(MetricRows& metric, LeftOut& left_out);

/// The looks that compare two arms; a row whose partner is missing is noted as left out.
std::vector<PairLook> pair_looks(const std::vector<ArmsLook>& looks, std::size_t control,
                                 std::size_t treatment, LeftOut& left_out);

}  // namespace spotter::live
