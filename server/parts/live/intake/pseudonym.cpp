#include "parts/live/intake/pseudonym.hpp"

#include <sodium.h>

#include <string>

namespace spotter::live {

namespace {

Unit siphash(std::string_view text, const Pseudonyms::Key& key) {
  Unit unit;
  static_assert(crypto_shorthash_siphashx24_BYTES == sizeof unit.bytes);
  static_assert(crypto_shorthash_siphashx24_KEYBYTES == sizeof key);
  crypto_shorthash_siphashx24(unit.bytes.data(),
                              reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                              key.data());
  return unit;
}

}  // namespace

Unit Pseudonyms::of(std::string_view id) const { return id.empty() ? Unit{} : siphash(id, key_); }

Unit Pseudonyms::of_message(std::string_view source, std::string_view message_id) const {
  // Ids never hold NUL, so the two parts cannot run into each other.
  std::string text(source);
  text += '\0';
  text += message_id;
  return siphash(text, key_);
}

}  // namespace spotter::live
