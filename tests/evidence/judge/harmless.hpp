// Launches without any effect: how often the judge is wrong about one.
#pragma once

#include "evidence/judge/share.hpp"
#include "evidence/judge/trial.hpp"

namespace spotter::evidence {

/// How many of the launches ever …
struct FalseAlarms {
  Share red;
  Share amber;
  Share ratio_alarm;
  Share conversion_goal;  ///< had an interval without 0
  Share mean_goal;
  Share any_goal;
  std::uint64_t looks = 0;
};

/// Launches of a seed each, which `seed` gives.
struct Launches {
  std::uint64_t count = 0;
  std::uint64_t seed = 0;
};

/// `plan` has goals and no harm.
FalseAlarms play_harmless(const Plan& plan, const Launches& launches);

/// True if every promise is kept: 1 % red, 10 % amber, 1 % ratio alarms, 5 % for each goal.
bool keeps_promises(const FalseAlarms& alarms);

}  // namespace spotter::evidence
