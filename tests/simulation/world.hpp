// One run of a seed, from the first visitor to the last check.
#pragma once

#include <string>

#include "simulation/company.hpp"

namespace spotter::simulation {

/// What came of one run.
struct Outcome {
  History history;
  std::string checker;  ///< the one that tripped; empty: all held
  std::string what;
  std::size_t harmless = 0;      ///< armed launches that were started and harm nobody
  std::size_t false_alarms = 0;  ///< of those, rolled back by the judge
  double allowed = 0;            ///< how many false alarms the thresholds promise at most, in mean
  std::size_t harmful = 0;       ///< armed launches that were started and harm
  std::size_t caught = 0;        ///< of those, rolled back by the judge
  Sequence records = 0;          ///< in the log
  Duration lasted{};             ///< virtual time

  bool good() const { return checker.empty(); }
};

/// Runs a seed. The same options give the same outcome, hash included. One thread.
Outcome run(const Options& options);

/// Flips bits in the middle of a finished log, one at a time: each start must be refused, with a
/// sentence that names the repair. Returns how many were; a Violation's sentence in `problem`.
int refuse_flipped_bits(std::uint64_t seed, std::string& problem);

}  // namespace spotter::simulation
