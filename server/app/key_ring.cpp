#include "app/key_ring.hpp"

#include <sodium.h>

#include "base/text.hpp"

namespace spotter::app {

namespace {

const char* prefix_of(wire::Access access) {
  switch (access) {
    case wire::Access::admin: return "spa_";
    case wire::Access::server: return "sps_";
    default: return "spc_";
  }
}

wire::Access access_of(const std::string& kind) {
  if (kind == "admin") return wire::Access::admin;
  return kind == "server" ? wire::Access::server : wire::Access::client;
}

}  // namespace

std::string make_key(Random& random, wire::Access access) {
  return prefix_of(access) + random_hex(random, 32);
}

std::string hash_of(std::string_view key) {
  std::array<std::uint8_t, 32> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(key.data()),
                     key.size(), nullptr, 0);
  return to_hex(hash);
}

Result<KeyRing> KeyRing::load(storage::Database& database) {
  TRY(const auto rows,
      database.query("SELECT k.id, k.kind, k.hash, coalesce(m.name, '') FROM access_keys k"
                     " LEFT JOIN members m ON m.id = k.member LIMIT 10000"));
  KeyRing ring;
  for (const auto& row : rows) {
    ring.callers_[row[2].text()] = {access_of(row[1].text()), row[0].text(), row[3].text()};
  }
  return ring;
}

std::optional<wire::Caller> KeyRing::authenticate(std::string_view key) const {
  if (key.empty() || key.size() > 200) return std::nullopt;
  const auto found = callers_.find(hash_of(key));
  if (found == callers_.end()) return std::nullopt;
  return found->second;
}

}  // namespace spotter::app
