// A launch as defined: the flag it decides, its arms, and the guardrails that can roll it back.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parts/live/define/flag.hpp"
#include "parts/live/define/metric.hpp"
#include "wire/json.hpp"
#include "wire/side.hpp"

namespace spotter::live {

using wire::Side;

/// semantics.md, "State".
enum class State { draft, live, paused, amber, rolled_back, stopped };
BOOST_DESCRIBE_ENUM(State, draft, live, paused, amber, rolled_back, stopped)

struct Arm {
  std::string key;
  boost::json::value value;
  double weight = 0;  ///< share of covered units, over 0; all arms sum to 1

  bool operator==(const Arm&) const = default;
};

SPOTTER_DESCRIBE(Arm, (key, required,
                       "The arm's key; the first arm is control.")(value, required,
                                                                   "The flag's value in this arm.")(
                          weight, required, "Share of covered units; all arms sum to 1."))

struct Guardrail {
  std::string metric;
  Side side = Side::it;
  std::optional<double> margin;  ///< tolerated harm as a fraction; default by direction
  std::optional<double> weight;  ///< share in the merged evidence; equal by default

  bool operator==(const Guardrail&) const = default;
};

SPOTTER_DESCRIBE(Guardrail,
                 (metric, required, "The key of the metric that is watched.")(
                     side, required, "Whose scoreboard it stands on: marketing or it.")(
                     margin, optional, "Tolerated harm: 0.05 allows 5 % more bad events.")(
                     weight, optional, "Share in the merged evidence; equal if none is given."))

/// armed: a harmful launch is rolled back. watch: it is only said what would have been done.
enum class Mode { armed, watch };
BOOST_DESCRIBE_ENUM(Mode, armed, watch)

struct LaunchDefinition {
  std::string key;
  std::string name;
  Flag flag;
  std::string unit = "id";
  std::vector<Arm> arms;
  double coverage = 1;
  std::optional<boost::json::object> condition;
  std::vector<Guardrail> guardrails;
  std::vector<std::string> goals;  ///< metric keys
  Mode mode = Mode::armed;
  double rollback_at = 100;

  bool operator==(const LaunchDefinition&) const = default;
};

SPOTTER_DESCRIBE(
    LaunchDefinition,
    (key, required, "The launch's key, also experiment key and seed.")(
        name, required, "What people call it.")(flag, required, "The flag it decides.")(
        unit, optional, "The attribute that visitors are split by; id by default.")(
        arms, required,
        "Exactly two; the first is control.")(coverage, optional,
                                              "Share of units that take part, over 0 to 1.")(
        condition, optional, "Who takes part, in GrowthBook's condition grammar.")(
        guardrails, required,
        "What must not get worse.")(goals, optional, "Keys of the metrics that shall get better.")(
        mode, optional, "armed (the default), or watch: judge, but never act.")(
        rollback_at, optional, "The e-value that rolls back: 20, 100 or 1000."))

/// What a definitions file holds.
struct Definitions {
  std::vector<Metric> metrics;
  std::vector<StandingFlag> flags;
  std::vector<LaunchDefinition> launches;

  bool operator==(const Definitions&) const = default;
};

SPOTTER_DESCRIBE(Definitions,
                 (metrics, optional, "Metrics to create or change.")(
                     flags, optional, "Flags that stand alone.")(launches, optional,
                                                                 "Launches to create or change."))

/// Amber at this e-value, whatever rollback_at is (statistics.md 5.1).
inline constexpr double amber_at = 10;

/// Harm that is tolerated where a guardrail says nothing, as a fraction of what control has: so
/// many more bad events, so many fewer good ones.
inline constexpr double default_margin_of_bad_events = 0.05;
inline constexpr double default_margin_of_good_events = 0.02;

/// The tolerated harm: as given, else the default.
inline double margin_of(const Guardrail& guardrail, const Metric& metric) {
  const bool is_bad = metric.better == Better::down;
  return guardrail.margin.value_or(is_bad ? default_margin_of_bad_events
                                          : default_margin_of_good_events);
}

/// The guardrail's share in the merged evidence; all of a launch sum to 1.
inline double weight_of(const LaunchDefinition& launch, const Guardrail& guardrail) {
  return guardrail.weight.value_or(1.0 / static_cast<double>(launch.guardrails.size()));
}

/// True for states in which visitors are assigned to arms.
inline bool is_running(State state) { return state == State::live || state == State::amber; }

/// True for states in which the judge still decides: a paused launch is rolled back too.
inline bool is_judged(State state) { return is_running(state) || state == State::paused; }

/// Keys of all metrics that the launch measures, each once: the guardrails', then the goals'.
std::vector<std::string> metric_keys(const LaunchDefinition& launch);
/// True if one of them is `metric`.
bool uses(const LaunchDefinition& launch, const std::string& metric);

}  // namespace spotter::live
