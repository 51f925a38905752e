// Who is behind an access key, for every request.
#pragma once

#include <map>
#include <memory>
#include <shared_mutex>
#include <string>

#include "app/access_keys.hpp"
#include "protocols/growthbook/needs.hpp"

namespace spotter::app {

/// All keys of a workspace that open something. Any thread; they may change while others look.
class KeyRing final : public wire::Authenticate, public protocols::EncryptionKeys {
 public:
  static Result<KeyRing> load(storage::Database& database);

  KeyRing() : held_(std::make_unique<Held>()) {}

  void add(const KeptKey& key);
  /// The key opens nothing from now on.
  void remove(const KeptKey& key);

  // Authenticate
  std::optional<wire::Caller> authenticate(std::string_view key) const override;
  // EncryptionKeys
  std::optional<AesBlock> encryption_key(std::string_view source) const override;

 private:
  struct Held {
    std::shared_mutex mutex;
    // guarded by mutex
    std::map<std::string, wire::Caller> callers;  ///< by the key's hash
    std::map<std::string, AesBlock, std::less<>> encryption_keys;
  };
  // constant after construction; on the heap so that the ring may move
  std::unique_ptr<Held> held_;
};

}  // namespace spotter::app
