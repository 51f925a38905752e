// What the loop needs of the program around it.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "parts/live/act/state_change.hpp"
#include "parts/live/serve/snapshot.hpp"

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

}  // namespace spotter::live
