// The one place where a raw id becomes a unit.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/ids.hpp"

namespace spotter::live {

/// Keyed 128-bit pseudonyms: libsodium's siphashx24 under the workspace key, without the field's
/// name, so that the same text is the same unit wherever it comes from (semantics.md, "Unit").
/// Immutable; any thread.
class Pseudonyms {
 public:
  using Key = std::array<std::uint8_t, 16>;

  explicit Pseudonyms(const Key& key) : key_(key) {}

  /// The unit of an id; nobody for the empty text.
  Unit of(std::string_view id) const;
  /// A 128-bit name of a message: the same for a resend by the same source, and for no other.
  Unit of_message(std::string_view source, std::string_view message_id) const;

 private:
  const Key key_;
};

}  // namespace spotter::live
