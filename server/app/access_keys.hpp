// The workspace's access keys in the state database: only their hashes are kept.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/aes.hpp"
#include "base/clock.hpp"
#include "base/random.hpp"
#include "storage/database.hpp"
#include "wire/route.hpp"

namespace spotter::app {

/// A fresh key, for example "spa_3f…": the prefix says what it is for, 32 random bytes follow.
std::string make_key(Random& random, wire::Access access);

/// What is stored of a key: BLAKE2b-256 as hex. Keys are random, so no salt is needed.
std::string hash_of(std::string_view key);

/// A key as the database holds it.
struct KeptKey {
  std::string id;  ///< for example "client-1"
  std::string kind;
  std::string hash;
  std::string member;  ///< whose key it is, by the member's key; empty for client and server keys
  std::string created_at;
  std::optional<AesBlock> encryption_key;
  std::string revoked_at = {};  ///< empty while it opens anything
};

/// All of them, in the order in which they were made. corrupt if an encryption key is none.
Result<std::vector<KeptKey>> read_keys(storage::Database& database);

/// Notes that a key opens nothing any more.
Result<void> write_revoked(storage::Database& database, const std::string& id, Instant at);

/// Adds a key. Its `member` must be in the database if it is not empty.
Result<void> insert_key(storage::Database& database, const KeptKey& key);

}  // namespace spotter::app
