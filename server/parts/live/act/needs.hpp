// What the loop needs of the program around it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parts/live/act/state_change.hpp"
#include "parts/live/serve/snapshot.hpp"
#include "wire/byte_stream.hpp"

namespace spotter::live {

/// A rollback whose push shall be timed.
struct RolledBack {
  std::string launch;
  Instant decided;
};

/// Called on the loop's thread; must not wait.
class Outlet {
 public:
  virtual ~Outlet() = default;
  /// Hands the new configuration to everybody who serves. With `rolled_back`, an ActedRecord is
  /// due in the log once the last stream connected now was written.
  virtual void publish(std::shared_ptr<const Snapshot> snapshot,
                       std::optional<RolledBack> rolled_back) = 0;
  /// Keeps a change in the state store, after acting on it.
  virtual void keep(StateChange change) = 0;
};

/// A launch as the record being taken finds it; `launch` is null where nothing is defined.
struct LaunchStanding {
  const Launch* launch = nullptr;
  bool has_receipt = false;
};
using FindLaunch = std::function<LaunchStanding(const std::string& key)>;

/// What became of an agreement record.
struct Agreed {
  std::vector<Problem> problems;  ///< empty: it took effect
  std::vector<journal::Entry> entries;
  std::vector<KeptCard> cards;
};

/// What people agree about launches: whether one may start. A deterministic function of the log,
/// like the loop that asks it. The loop's thread.
class Agreements {
 public:
  virtual ~Agreements() = default;
  /// Takes an agreement record; corrupt if it cannot be read.
  virtual Result<Agreed> take(Sequence sequence, std::string_view bytes,
                              const FindLaunch& find) = 0;
  /// A launch was defined, or its definition changed, or what one of its metrics counts.
  virtual void defined(const LaunchDefinition& launch, const std::vector<Metric>& metrics,
                       Instant at) = 0;
  /// Why a draft may not start now, a sentence each.
  virtual std::vector<std::string> against_start(const std::string& launch) const = 0;
  /// Who is told of a rollback before everybody else, in words; nothing: nobody is named.
  virtual std::optional<std::string> told_first(const std::string& launch) const = 0;
  /// The state, for checkpoints; read() into a fresh one, false if the bytes are no such state.
  virtual void write(wire::ByteOutput& output) const = 0;
  virtual bool read(wire::ByteInput& input) = 0;
  /// One of the same kind that has taken nothing yet. Any thread.
  virtual std::unique_ptr<Agreements> fresh() const = 0;
};

}  // namespace spotter::live
