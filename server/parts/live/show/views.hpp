// What the interface says about launches: values for JSON, made from the loop's state.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "parts/live/act/loop.hpp"

namespace spotter::live {

struct LaunchLine {
  std::string key;
  std::string name;
  State state = State::draft;
  Mode mode = Mode::armed;
};
SPOTTER_DESCRIBE(LaunchLine,
                 (key, required, "The launch's key.")(name, required, "What people call it.")(
                     state, required, "draft, live, paused, amber, rolled_back, stopped.")(
                     mode, required, "armed: harm is rolled back; watch: it is only said."))

struct LaunchList {
  std::vector<LaunchLine> launches;
};
SPOTTER_DESCRIBE(LaunchList, (launches, required, "All launches, by key; at most 10,000."))

struct ArmView {
  std::string key;
  boost::json::value value;
  double weight = 0;
  double share = 0;
};
SPOTTER_DESCRIBE(ArmView,
                 (key, required, "The arm's key; the first is control.")(
                     value, required, "The flag's value in this arm.")(weight, required,
                                                                       "Its weight as defined.")(
                     share, required, "Exact share of all units: its hash buckets of 10,000."))

struct GuardrailView {
  std::string metric;
  Side side = Side::it;
  double margin = 0;
  double weight = 0;
};
SPOTTER_DESCRIBE(GuardrailView,
                 (metric, required, "The metric's key.")(side, required,
                                                         "Whose scoreboard it stands on.")(
                     margin, required,
                     "Tolerated harm as a fraction.")(weight, required,
                                                      "Share in the merged evidence."))

struct LaunchView {
  std::string key;
  std::string name;
  State state = State::draft;
  bool killed = false;
  Flag flag;
  std::string unit;
  std::vector<ArmView> arms;
  double coverage = 1;
  std::optional<boost::json::object> condition;
  std::vector<GuardrailView> guardrails;
  std::vector<std::string> goals;
  Mode mode = Mode::armed;
  double rollback_at = 100;
  double amber_at = live::amber_at;
  std::optional<Instant> started_at;
  std::optional<Instant> ended_at;
  std::vector<Metric> metrics;
};
SPOTTER_DESCRIBE(
    LaunchView,
    (key, required, "The launch's key.")(name, required, "What people call it.")(
        state, required, "draft, live, paused, amber, rolled_back or stopped.")(
        killed, required, "True if its flag is switched off.")(flag, required,
                                                               "The flag it decides.")(
        unit, required, "The attribute units are split by.")(arms, required, "Control first.")(
        coverage, required, "Share of units that take part.")(condition, required,
                                                              "Who takes part; null: everybody.")(
        guardrails, required,
        "What must not get worse.")(goals, required, "Keys of the metrics that shall get better.")(
        mode, required,
        "armed: acts; watch: only says what it would have done.")(rollback_at, required,
                                                                  "The e-value that rolls back.")(
        amber_at, required, "The e-value that turns amber.")(started_at, required,
                                                             "When it started; null: not yet.")(
        ended_at, required,
        "When it ended; null: not yet.")(metrics, required, "The metrics of guardrails and goals."))

struct AsOf {
  Sequence sequence = 0;
  std::optional<Instant> at;
};
SPOTTER_DESCRIBE(AsOf, (sequence, required, "The last log record these results have judged.")(
                           at, required, "When that record arrived."))

struct MetricResult {
  std::optional<double> mean;
  std::uint64_t count = 0;
};
SPOTTER_DESCRIBE(MetricResult,
                 (mean, required,
                  "By exposed unit: share that converted, or mean of the summed value; null "
                  "without units.")(count, required, "Units with at least one counted event."))

struct ArmResult {
  std::string key;
  std::uint64_t units = 0;
  std::map<std::string, MetricResult> metrics;
};
SPOTTER_DESCRIBE(ArmResult,
                 (key, required,
                  "The arm's key.")(units, required,
                                    "Exposed units, without excluded ones.")(metrics, required,
                                                                             "By metric key."))

struct RollbackView {
  double log_e = 0;
  Level state = Level::green;
  double amber_log_e = 0;
  double red_log_e = 0;
  std::vector<Crossing> crossings;
};
SPOTTER_DESCRIBE(RollbackView,
                 (log_e, required, "Merged evidence of harm, natural log.")(
                     state, required, "green, amber or red; latched.")(amber_log_e, required,
                                                                       "Where amber begins.")(
                     red_log_e, required,
                     "Where it rolls back.")(crossings, required,
                                             "When a threshold was first reached."))

struct ArmShare {
  std::string arm;
  double expected = 0;
  std::optional<double> observed;
};
SPOTTER_DESCRIBE(ArmShare, (arm, required, "The arm's key.")(expected, required,
                                                             "Share of units it should have.")(
                               observed, required, "Share it has; null without units."))

struct SampleRatioView {
  double log_bayes_factor = 0;
  RatioState state = RatioState::fine;
  std::vector<ArmShare> arms;
};
SPOTTER_DESCRIBE(SampleRatioView,
                 (log_bayes_factor, required,
                  "Natural log of the Bayes factor against the arms' exact shares.")(
                     state, required, "fine, or alarm: the results are not to be trusted.")(
                     arms, required, "Shares by arm, control first."))

struct ResultsView {
  std::string launch;
  State state = State::draft;
  Mode mode = Mode::armed;
  AsOf as_of;
  std::vector<ArmResult> arms;
  std::vector<GuardrailEvidence> guardrails;
  std::vector<GoalEstimate> goals;
  RollbackView rollback;
  SampleRatioView sample_ratio;
  std::uint64_t multiple_exposure = 0;
  std::uint64_t late = 0;
  std::uint64_t waiting = 0;
  std::uint64_t outside_window = 0;
  std::uint64_t unusable = 0;
};
SPOTTER_DESCRIBE(
    ResultsView,
    (launch, required, "The launch's key.")(state, required, "The launch's state.")(
        mode, required, "armed or watch.")(as_of, required, "How far the log is judged.")(
        arms, required, "Counts by arm.")(guardrails, required, "Evidence of harm by guardrail.")(
        goals, required, "What became better, by goal.")(rollback, required,
                                                         "The merged evidence and its thresholds.")(
        sample_ratio, required, "Whether the arms get the units they should.")(
        multiple_exposure, required, "Units excluded because they saw more than their own arm.")(
        late, required, "Metric events that waited in vain for an exposure.")(
        waiting, required, "Metric events that still wait for an exposure.")(
        outside_window, required, "Metric events before the exposure or after the window.")(
        unusable, required, "Events without a usable number for a mean."))

struct GoalHistory {
  std::string metric;
  std::string arm;
  std::vector<GoalPoint> points;
};
SPOTTER_DESCRIBE(GoalHistory,
                 (metric, required, "The metric's key.")(arm, required,
                                                         "The arm that is compared with control.")(
                     points, required, "At most 600, thinned, oldest first."))

struct EvidenceView {
  std::vector<EvidencePoint> points;
  std::vector<GoalHistory> goals;
};
SPOTTER_DESCRIBE(EvidenceView, (points, required, "At most 600, thinned, oldest first.")(
                                   goals, required,
                                   "By goal, how its interval moved; none while a sample-ratio "
                                   "alarm hides goals."))

struct FeedView {
  std::vector<FeedItem> items;
};
SPOTTER_DESCRIBE(FeedView, (items, required, "What arrived, oldest first."))

LaunchList list_view(const Book& book);
LaunchView launch_view(const Book& book, const Launch& launch);
/// Loop's thread only.
ResultsView results_view(Loop& loop, const Launch& launch);
EvidenceView evidence_view(Loop& loop, const Launch& launch);
/// The receipt with its words; nothing while there is none.
std::optional<boost::json::object> receipt_view(const Loop& loop, const Launch& launch);

}  // namespace spotter::live
