// Makes and lists access keys while the server runs.
#pragma once

#include <functional>
#include <vector>

#include "app/key_ring.hpp"
#include "base/clock.hpp"
#include "base/executor.hpp"
#include "wire/route.hpp"

namespace spotter::app {

/// A key just made. Shown once: the key itself is never stored.
struct MadeKey {
  KeptKey kept;
  std::string key;
};

/// Any thread; answers come from the state thread.
class KeyDesk {
 public:
  /// Everything must outlive it; `database` is touched on `state_thread` only.
  KeyDesk(KeyRing& ring, storage::Database& database, Executor& state_thread, Random& random)
      : ring_(ring), database_(database), state_thread_(state_thread), random_(random) {}

  /// Makes a client key, stores it, then lets it in. conflict at limits::access_keys_max.
  void make_client_key(bool encrypted, Instant at, std::function<void(Result<MadeKey>)> made);
  void list(std::function<void(Result<std::vector<KeptKey>>)> listed);

 private:
  Result<MadeKey> make(bool encrypted, Instant at);

  // constant after construction
  KeyRing& ring_;
  storage::Database& database_;
  Executor& state_thread_;
  Random& random_;
};

/// GET and POST /api/keys.
wire::Routes key_routes(KeyDesk& desk);

}  // namespace spotter::app
