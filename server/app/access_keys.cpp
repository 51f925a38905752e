#include "app/access_keys.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "parts/live/flags/encrypted_text.hpp"

namespace spotter::app {

namespace {

const char* prefix_of(wire::Access access) {
  switch (access) {
    case wire::Access::admin: return "spa_";
    case wire::Access::server: return "sps_";
    default: return "spc_";
  }
}

}  // namespace

std::string make_key(Random& random, wire::Access access) {
  return prefix_of(access) + random_hex(random, 32);
}

std::string hash_of(std::string_view key) { return blake2b_hex(key, 32); }

Result<std::vector<KeptKey>> read_keys(storage::Database& database) {
  TRY(const auto rows,
      database.query("SELECT k.id, k.kind, k.hash, coalesce(k.member, ''), k.created_at,"
                     " coalesce(e.encryption_key, ''), coalesce(k.revoked_at, '')"
                     " FROM access_keys k"
                     " LEFT JOIN encryption_keys e ON e.access_key = k.id"
                     " ORDER BY k.rowid LIMIT 10000"));
  std::vector<KeptKey> keys;
  for (const auto& row : rows) {
    keys.push_back({row[0].text(),
                    row[1].text(),
                    row[2].text(),
                    row[3].text(),
                    row[4].text(),
                    {},
                    row[6].text()});
    if (row[5].text().empty()) continue;
    keys.back().encryption_key = live::read_encryption_key(row[5].text());
    if (!keys.back().encryption_key)
      return failure(ProblemCode::corrupt,
                     "The encryption key of " + keys.back().id + " is damaged.");
  }
  return keys;
}

Result<void> write_revoked(storage::Database& database, const std::string& id, Instant at) {
  return database.run("UPDATE access_keys SET revoked_at = ? WHERE id = ?", {to_rfc3339(at), id});
}

Result<void> insert_key(storage::Database& database, const KeptKey& key) {
  TRY_VOID(database.run(
      "INSERT INTO access_keys (id, kind, hash, member, created_at) VALUES (?, ?, ?, ?, ?)",
      {key.id, key.kind, key.hash,
       key.member.empty() ? storage::Value(nullptr) : storage::Value(key.member), key.created_at}));
  if (!key.encryption_key) return {};
  return database.run("INSERT INTO encryption_keys (access_key, encryption_key) VALUES (?, ?)",
                      {key.id, live::encryption_key_text(*key.encryption_key)});
}

}  // namespace spotter::app
