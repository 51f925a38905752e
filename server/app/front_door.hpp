// Everybody who may come in: by an access key, or by a session.
#pragma once

#include "app/key_ring.hpp"
#include "parts/people/roster.hpp"

namespace spotter::app {

/// What http asks. Any thread; both outlive it.
class FrontDoor final : public wire::Authenticate {
 public:
  FrontDoor(const KeyRing& keys, const people::Roster& roster) : keys_(keys), roster_(roster) {}

  std::optional<wire::Caller> authenticate(std::string_view key) const override {
    return keys_.authenticate(key);
  }
  std::optional<wire::SignedIn> session(std::string_view token, Instant at) const override {
    return roster_.session(token, at);
  }

 private:
  const KeyRing& keys_;
  const people::Roster& roster_;
};

}  // namespace spotter::app
