// Makes, lists and revokes access keys while the server runs.
#pragma once

#include <boost/describe.hpp>
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

/// What a key opens: the planes of protocols.md 0.
enum class KeyKind { client, server, admin };
BOOST_DESCRIBE_ENUM(KeyKind, client, server, admin)

/// A key to be made.
struct KeyOrder {
  KeyKind kind = KeyKind::client;
  bool encrypted = false;  ///< client keys only
};

/// Who asks for it, and when.
struct KeyAct {
  std::string actor;   ///< for the journal
  std::string member;  ///< whose an admin key becomes
  Instant at;
  bool signed_in = false;  ///< by a session, not by the admin key
};

/// Any thread; answers come from the state thread.
class KeyDesk {
 public:
  /// Everything must outlive it; `database` is touched on `state_thread` only.
  KeyDesk(KeyRing& ring, storage::Database& database, Executor& state_thread, Random& random)
      : ring_(ring), database_(database), state_thread_(state_thread), random_(random) {}

  /// Makes a key, stores it with a journal entry, then lets it in. conflict at
  /// limits::access_keys_max; bad_request for an encrypted key that is no client key; forbidden for
  /// an admin key by a session: it acts for both sides, and a member is of one.
  void make(KeyOrder order, KeyAct act, std::function<void(Result<MadeKey>)> made);
  /// Lets a key in no more. not_found if there is none; conflict for the last admin key. A key that
  /// was revoked already stays so.
  void revoke(std::string id, KeyAct act, std::function<void(Result<KeptKey>)> revoked);
  void list(std::function<void(Result<std::vector<KeptKey>>)> listed);

 private:
  Result<MadeKey> make_now(const KeyOrder& order, const KeyAct& act);
  Result<KeptKey> revoke_now(const std::string& id, const KeyAct& act);

  // constant after construction
  KeyRing& ring_;
  storage::Database& database_;
  Executor& state_thread_;
  Random& random_;
};

/// GET and POST /api/keys, POST /api/keys/{id}/revoke.
wire::Routes key_routes(KeyDesk& desk);

}  // namespace spotter::app
