// A launch that has started: its tally, its judge, and what was decided.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parts/live/act/receipt.hpp"
#include "parts/live/judge/launch_judge.hpp"
#include "parts/live/measure/launch_tally.hpp"

namespace spotter::live {

/// The merged evidence reached a threshold for the first time.
struct Crossing {
  Level state = Level::amber;
  Sequence sequence = 0;
  std::string message_id;
  Instant at;
  double log_e = 0;

  bool operator==(const Crossing&) const = default;
};
SPOTTER_DESCRIBE(Crossing,
                 (state, required, "amber or red.")(sequence, required, "The event that crossed.")(
                     message_id, required, "The client's id of that event.")(
                     at, required, "When that event arrived.")(log_e, required,
                                                               "Merged evidence at that event."))

/// A point of the evidence's history.
struct EvidencePoint {
  Sequence sequence = 0;
  Instant at;
  double log_e = 0;
  std::vector<double> guardrails;

  bool operator==(const EvidencePoint&) const = default;
};
SPOTTER_DESCRIBE(EvidencePoint,
                 (sequence, required, "The event.")(at, required, "When it arrived.")(
                     log_e, required,
                     "Merged evidence after it.")(guardrails, required,
                                                  "Each guardrail's log e, in order."))

/// State of a started launch. One thread.
class RunningLaunch {
 public:
  RunningLaunch(LaunchJudge judge, const LaunchDefinition& launch);

  LaunchTally& tally() { return tally_; }
  const LaunchTally& tally() const { return tally_; }
  const LaunchJudge& judge() const { return judge_; }

  /// Judges the counts as they are after an event that changed them; says which threshold was
  /// reached for the first time by it, if any. Red latches, amber latches below it. Without
  /// `latching` (the launch is over) evidence is only remembered for the report.
  std::optional<Crossing> judge_event(const Crossing& event, bool latching);

  Level level() const { return level_; }
  double log_e() const { return log_e_; }
  const std::vector<Crossing>& crossings() const { return crossings_; }
  /// At most history_points_max points, thinned evenly; the newest is always there.
  const std::vector<EvidencePoint>& history() const { return history_; }

  static constexpr std::size_t history_points_max = 600;

 private:
  void remember(EvidencePoint point);

  LaunchJudge judge_;
  LaunchTally tally_;
  Level level_ = Level::green;
  double log_e_ = 0;
  std::vector<Crossing> crossings_;
  std::vector<EvidencePoint> history_;
  std::size_t stride_ = 1;  ///< every stride-th change is a point of its own
  std::size_t changes_ = 0;
};

}  // namespace spotter::live
