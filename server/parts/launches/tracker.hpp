// The tracker: every launch's card, as the agreement records of the log make it.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "journal/journal.hpp"
#include "parts/launches/launch_facts.hpp"
#include "parts/launches/record.hpp"
#include "wire/byte_stream.hpp"

namespace spotter::launches {

/// What became of a record.
struct Taken {
  std::vector<Problem> problems;        ///< empty: it took effect, or changed nothing
  std::vector<journal::Entry> entries;  ///< who, when, what, why
  const Card* changed = nullptr;        ///< the card after it, if it changed
  std::string key;                      ///< that card's launch
};

/// How a launch stands at the record being taken; a draft where none is defined.
using FindFacts = std::function<LaunchFacts(const std::string& key)>;

/// What is kept of one key.
struct TrackedLaunch {
  Card card;
  std::optional<Definition> definition;

  bool operator==(const TrackedLaunch&) const = default;
};
SPOTTER_DESCRIBE(TrackedLaunch, (card, required, "What people said.")(definition, required,
                                                                      "What is defined; or null."))

/// A deterministic function of the log's records: reads no clock, knows no member. One thread.
class Tracker {
 public:
  /// Takes an agreement record, in log order. corrupt if it cannot be read.
  Result<Taken> take(Sequence sequence, std::string_view bytes, const FindFacts& facts);
  /// A definition was applied under this key; `definition` has its times set by this.
  void defined(const std::string& key, Definition definition, Instant at);

  /// Why this launch may not start now, a sentence each; nothing while signatures are not required.
  std::vector<std::string> against_start(const std::string& key) const;
  /// Its spotter, who hears of a rollback first.
  const Person* spotter(const std::string& key) const;

  bool signatures_required() const { return signatures_required_; }
  const std::map<std::string, TrackedLaunch>& launches() const { return launches_; }
  /// What is known about the key; an empty card for one that nobody knows. Lives as long as `key`
  /// and until the next record.
  Dossier dossier(const std::string& key, const LaunchFacts& facts) const;

  /// The state as bytes, for checkpoints.
  void write(wire::ByteOutput& output) const;
  /// Into a fresh tracker; false if the bytes are no such state.
  bool read(wire::ByteInput& input);

 private:
  Taken apply_to(Sequence sequence, const AgreementRecord& record, const Dossier& before);
  Taken set(Sequence sequence, const AgreementRecord& record);

  std::map<std::string, TrackedLaunch> launches_;
  bool signatures_required_ = false;
};

}  // namespace spotter::launches
