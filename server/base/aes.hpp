// AES-128 in CBC mode with PKCS #7 padding (FIPS 197, NIST SP 800-38A, RFC 5652 section 6.3), by
// OpenSSL. CBC does not notice changes: only for formats of others that ask for it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotter {

/// A key or an initialization vector.
using AesBlock = std::array<std::uint8_t, 16>;

/// Whole blocks, at least one: 1 to 16 bytes longer than `text`. Any thread.
std::string encrypt_aes_128_cbc(std::string_view text, const AesBlock& key, const AesBlock& start);

/// bad_request if `bytes` are no whole blocks or their padding is wrong, as with a wrong key (but
/// for one in 256). Any thread.
Result<std::string> decrypt_aes_128_cbc(std::string_view bytes, const AesBlock& key,
                                        const AesBlock& start);

}  // namespace spotter
