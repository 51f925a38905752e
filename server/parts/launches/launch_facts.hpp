// What stands about a launch apart from what people say about it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parts/launches/card.hpp"

namespace spotter::launches {

/// GLOSSARY.md, "state".
enum class State { draft, live, paused, amber, rolled_back, stopped };
BOOST_DESCRIBE_ENUM(State, draft, live, paused, amber, rolled_back, stopped)

/// GLOSSARY.md, "watch".
enum class Mode { armed, watch };
BOOST_DESCRIBE_ENUM(Mode, armed, watch)

/// What is defined under a launch's key.
struct Definition {
  std::string name;
  std::string version;                  ///< of it and of what its metrics count; see version_of
  std::vector<std::string> guardrails;  ///< the metrics' keys
  Instant made_at;
  Instant changed_at;  ///< last

  bool operator==(const Definition&) const = default;
};
SPOTTER_DESCRIBE(Definition,
                 (name, required, "What people call it.")(version, required,
                                                          "Of all that is signed of it.")(
                     guardrails, required,
                     "Keys of metrics.")(made_at, required, "First applied.")(changed_at, required,
                                                                              "Last changed."))

/// What a defined launch does now.
struct LaunchFacts {
  State state = State::draft;
  Mode mode = Mode::armed;
  bool has_receipt = false;
  std::optional<Instant> started_at;
  std::optional<Instant> ended_at;

  bool operator==(const LaunchFacts&) const = default;
};

/// Everything known about one key. Borrowed for one question.
struct Dossier {
  const std::string& key;
  const Card& card;              ///< an empty one if nobody said anything
  const Definition* definition;  ///< null: nothing is defined
  LaunchFacts facts;             ///< of a draft while nothing is defined
};

/// True once a launch has begun: what was agreed about its start is past.
inline bool has_started(State state) { return state != State::draft; }
inline bool has_ended(State state) {
  return state == State::rolled_back || state == State::stopped;
}

/// 32 hex digits that stand for a text: its BLAKE2b-128 (RFC 7693).
std::string version_of(const std::string& text);

}  // namespace spotter::launches
