#include "base/hash.hpp"

#include <sodium.h>

#include <array>

#include "base/ensure.hpp"
#include "base/text.hpp"

namespace spotter {

std::string blake2b_hex(std::string_view text, std::size_t bytes) {
  ensure(bytes >= crypto_generichash_BYTES_MIN && bytes <= crypto_generichash_BYTES_MAX,
         "a BLAKE2b hash has 16 to 64 bytes");
  std::array<std::uint8_t, crypto_generichash_BYTES_MAX> hash{};
  crypto_generichash(hash.data(), bytes, reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), nullptr, 0);
  return to_hex({hash.data(), bytes});
}

}  // namespace spotter
