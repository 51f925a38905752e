// BLAKE2b of whole texts (RFC 7693): what is kept of secrets, and what stands for a long text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace spotter {

/// BLAKE2b of `text` without a key, as lower-case hex: two characters for each of `bytes`, which
/// are 16 to 64 (RFC 7693). Any thread.
std::string blake2b_hex(std::string_view text, std::size_t bytes);

}  // namespace spotter
