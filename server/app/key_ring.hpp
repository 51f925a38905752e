// The workspace's access keys: only their hashes are kept.
#pragma once

#include <map>
#include <string>

#include "base/random.hpp"
#include "storage/database.hpp"
#include "wire/route.hpp"

namespace spotter::app {

/// A fresh key, for example "spa_3f…": the prefix says what it is for, 32 random bytes follow.
std::string make_key(Random& random, wire::Access access);

/// What is stored of a key: BLAKE2b-256 as hex. Keys are random, so no salt is needed.
std::string hash_of(std::string_view key);

/// All keys of a workspace. Immutable; any thread.
class KeyRing final : public wire::Authenticate {
 public:
  static Result<KeyRing> load(storage::Database& database);

  std::optional<wire::Caller> authenticate(std::string_view key) const override;

 private:
  std::map<std::string, wire::Caller> callers_;  ///< by the key's hash
};

}  // namespace spotter::app
