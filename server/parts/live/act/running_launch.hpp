// A launch that has started: its tally, its judge, and what was decided.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parts/live/act/history.hpp"
#include "parts/live/judge/launch_judge.hpp"
#include "parts/live/measure/launch_tally.hpp"

namespace spotter::live {

/// Why a launch turned amber or red.
enum class Cause { harm, sample_ratio };
BOOST_DESCRIBE_ENUM(Cause, harm, sample_ratio)

/// A threshold was reached.
struct Crossing {
  Level state = Level::amber;
  Cause cause = Cause::harm;
  Sequence sequence = 0;
  std::string message_id;
  Instant at;
  double log_e = 0;

  bool operator==(const Crossing&) const = default;
};
SPOTTER_DESCRIBE(
    Crossing,
    (state, required, "amber or red.")(cause, required,
                                       "harm: the guardrails; sample_ratio: the arms' units.")(
        sequence, required,
        "The event that crossed.")(message_id, required,
                                   "The client's id of that event.")(at, required,
                                                                     "When that event arrived.")(
        log_e, required, "Merged evidence at that event; for sample_ratio the log Bayes factor."))

enum class RatioState { fine, alarm };
BOOST_DESCRIBE_ENUM(RatioState, fine, alarm)

/// The largest evidence against "no difference" a goal ever had.
struct Peak {
  double log_e = 0;
  Sequence sequence = 0;

  bool operator==(const Peak&) const = default;
};

/// State of a started launch. One thread.
class RunningLaunch {
 public:
  RunningLaunch(LaunchJudge judge, const LaunchDefinition& launch);

  LaunchTally& tally() { return tally_; }
  const LaunchTally& tally() const { return tally_; }
  const LaunchJudge& judge() const { return judge_; }
  Measured measured() const { return {tally_.arms(), references_}; }

  /// Judges the state as it is after an event that changed it; gives the thresholds that were
  /// reached by it, at most one of each cause. Red latches, amber latches below it until it is
  /// cleared. Without `latching` (the launch is over) evidence is only remembered for the report.
  std::vector<Crossing> judge_event(const Crossing& event, bool latching);
  /// A person looked at what turned it amber. The same evidence does not turn it amber again
  /// before it has fallen below its threshold. False if nothing was amber.
  bool clear_amber();

  Level level() const { return level_; }
  /// True if amber or a sample-ratio alarm stands, not cleared.
  bool is_amber() const { return level_ == Level::amber || ratio_alarm_; }
  double log_e() const { return log_e_; }
  double sample_ratio_log_bayes_factor() const { return ratio_; }
  /// alarm while an alarm is not cleared, or the arms' units still speak against their shares.
  RatioState sample_ratio() const;
  const std::vector<Crossing>& crossings() const { return crossings_; }
  const std::vector<Peak>& peaks() const { return peaks_; }
  const History<EvidencePoint>& history() const { return history_; }
  /// By goal: how its interval moved.
  const std::vector<History<GoalPoint>>& goal_histories() const { return goal_histories_; }

 private:
  friend class RunningState;  // writes and reads the state as it is

  bool judge_harm();
  bool judge_sample_ratio();
  void remember(const Crossing& event, const Evidence& evidence);
  void remember_goal(std::size_t goal, const Crossing& event, const GoalBounds& bounds);

  // constant after construction
  LaunchJudge judge_;
  // the state
  LaunchTally tally_;
  std::vector<std::optional<double>> references_;  ///< by metric
  Level level_ = Level::green;
  bool ratio_alarm_ = false;
  bool harm_cleared_ = false;   ///< amber was cleared and evidence has not fallen since
  bool ratio_cleared_ = false;  ///< the same for the sample ratio
  double log_e_ = 0;
  double ratio_ = 0;
  std::vector<Crossing> crossings_;  ///< at most limits::crossings_max, the first ones
  std::vector<Peak> peaks_;          ///< by goal
  History<EvidencePoint> history_;
  std::vector<History<GoalPoint>> goal_histories_;  ///< by goal
};

}  // namespace spotter::live
