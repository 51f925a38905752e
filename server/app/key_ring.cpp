#include "app/key_ring.hpp"

#include <mutex>

namespace spotter::app {

namespace {

wire::Access access_of(const std::string& kind) {
  if (kind == "admin") return wire::Access::admin;
  return kind == "server" ? wire::Access::server : wire::Access::client;
}

}  // namespace

Result<KeyRing> KeyRing::load(storage::Database& database) {
  TRY(const auto keys, read_keys(database));
  KeyRing ring;
  for (const auto& key : keys) {
    if (key.revoked_at.empty()) ring.add(key);
  }
  return ring;
}

void KeyRing::add(const KeptKey& key) {
  const std::unique_lock lock(held_->mutex);
  held_->callers[key.hash] = {access_of(key.kind), key.id, key.member};
  if (key.encryption_key) held_->encryption_keys[key.id] = *key.encryption_key;
}

void KeyRing::remove(const KeptKey& key) {
  const std::unique_lock lock(held_->mutex);
  held_->callers.erase(key.hash);
  held_->encryption_keys.erase(key.id);
}

std::optional<wire::Caller> KeyRing::authenticate(std::string_view key) const {
  if (key.empty() || key.size() > 200) return std::nullopt;
  const auto hash = hash_of(key);
  const std::shared_lock lock(held_->mutex);
  const auto found = held_->callers.find(hash);
  if (found == held_->callers.end()) return std::nullopt;
  return found->second;
}

std::optional<AesBlock> KeyRing::encryption_key(std::string_view source) const {
  const std::shared_lock lock(held_->mutex);
  const auto found = held_->encryption_keys.find(source);
  if (found == held_->encryption_keys.end()) return std::nullopt;
  return found->second;
}

}  // namespace spotter::app
