// GrowthBook's encrypted texts: base64(start) + "." + base64(AES-128-CBC), with a key that the
// SDK is given as base64 (protocols.md 3.1).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/aes.hpp"
#include "base/result.hpp"

namespace spotter::live {

/// 16 bytes as base64, as the SDK's `decryptionKey`; nothing for anything else.
std::optional<AesBlock> read_encryption_key(std::string_view base64);
std::string encryption_key_text(const AesBlock& key);

/// The same text under the same key is the same encrypted text: the start is a keyed hash of the
/// text (BLAKE2b). So all lanes send the same bytes without asking each other, and who lacks the
/// key learns no more than whether two texts are the same one. Any thread.
std::string encrypt_text(std::string_view text, const AesBlock& key);

/// bad_request if it is not made like this, or with another key. Any thread.
Result<std::string> decrypt_text(std::string_view encrypted, std::string_view key);

}  // namespace spotter::live
