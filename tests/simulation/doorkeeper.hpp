// The keys of the simulated workspace.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "protocols/growthbook/needs.hpp"
#include "wire/route.hpp"

namespace spotter::simulation {

inline constexpr std::string_view admin_key = "spa_simulation";
inline constexpr std::string_view server_key = "sps_simulation";
inline constexpr std::string_view client_key = "spc_simulation";

/// Knows the three keys above.
class Doorkeeper final : public wire::Authenticate, public protocols::EncryptionKeys {
 public:
  /// `forgetful`: the same key is another source each time, a planted bug.
  explicit Doorkeeper(bool forgetful) : forgetful_(forgetful) {}

  std::optional<wire::Caller> authenticate(std::string_view key) const override {
    if (key == admin_key) return wire::Caller{wire::Access::admin, "admin-1", "Mia"};
    if (key == server_key) return wire::Caller{wire::Access::server, source("server-1"), ""};
    if (key == client_key) return wire::Caller{wire::Access::client, source("client-1"), ""};
    return std::nullopt;
  }

  std::optional<AesBlock> encryption_key(std::string_view) const override { return std::nullopt; }

 private:
  std::string source(const char* name) const {
    return forgetful_ ? name + std::to_string(++calls_) : name;
  }

  const bool forgetful_;
  mutable std::uint64_t calls_ = 0;
};

}  // namespace spotter::simulation
