// All definitions in force, with every launch's state: what a definitions file changes.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "parts/live/define/launch.hpp"

namespace spotter::live {

/// A launch as it stands.
struct Launch {
  LaunchDefinition definition;
  State state = State::draft;
  bool killed = false;         ///< its flag is switched off
  Sequence kill_sequence = 0;  ///< the record that did that; 0: none
  Sequence started = 0;
  Sequence ended = 0;
  std::optional<Instant> started_at;
  std::optional<Instant> ended_at;

  bool operator==(const Launch&) const = default;
};
SPOTTER_DESCRIBE(Launch, (definition, required, "As written.")(state, required, "Where it is.")(
                             killed, required, "True if its flag is switched off.")(
                             kill_sequence, required, "The record that killed it; 0: none.")(
                             started, required, "The record that started it; 0: none.")(
                             ended, required, "The record that ended it; 0: none.")(
                             started_at, required, "When; null: not yet.")(ended_at, required,
                                                                           "When; null: not yet."))

struct Book {
  std::map<std::string, Metric> metrics;
  std::map<std::string, StandingFlag> flags;
  std::map<std::string, Launch> launches;
};

enum class What { metric, flag, launch };
BOOST_DESCRIBE_ENUM(What, metric, flag, launch)
enum class ChangeKind { created, changed, unchanged };
BOOST_DESCRIBE_ENUM(ChangeKind, created, changed, unchanged)

/// What a definitions file did to one thing; `details` names the members that differ.
struct Change {
  What what = What::metric;
  std::string key;
  ChangeKind change = ChangeKind::unchanged;
  std::vector<std::string> details;

  bool operator==(const Change&) const = default;
};

SPOTTER_DESCRIBE(Change, (what, required, "metric, flag or launch.")(key, required, "Its key.")(
                             change, required, "created, changed or unchanged.")(
                             details, required, "Which members changed, from what to what."))

/// Applies a definitions file: all of it, or nothing and every reason why not. Nothing is removed.
/// What results depend on cannot change once a launch has started (conflict). Pure but for `book`.
tl::expected<std::vector<Change>, std::vector<Problem>> apply(Book& book,
                                                              const Definitions& definitions);

/// The metrics of the launch's guardrails and goals, as metric_keys names them.
std::vector<Metric> metrics_of(const Book& book, const LaunchDefinition& launch);

/// By launch, the keys of its metrics that `definitions` would let count something else than
/// `book` says. Ask before `apply`.
std::map<std::string, std::vector<std::string>> remeasured(const Book& book,
                                                           const Definitions& definitions);

/// What a person can do to a launch.
enum class Verb { start, stop, roll_back, kill, pause, resume, clear };
BOOST_DESCRIBE_ENUM(Verb, start, stop, roll_back, kill, pause, resume, clear)

/// The state after `verb`, which may be the same one; conflict where it is not allowed.
Result<State> after(Verb verb, const Launch& launch);

/// As `after`, and no other launch on the same flag may be running when one starts.
Result<State> after(Verb verb, const Launch& launch, const Book& book);

/// The launch that decides a flag now: the running one, else the one that was started,
/// ended or killed last, else none.
const Launch* governing(const Book& book, const std::string& flag);

}  // namespace spotter::live
