// Bodies that come compressed. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotter::http {

enum class Encoding { none, gzip, deflate };

/// Reads a Content-Encoding header; nothing for an encoding that is not understood here.
std::optional<Encoding> encoding_of(std::string_view header);

/// Inflates, stopping as soon as the result is longer than `bytes_max` (too_large). A bad_request
/// problem if the input is damaged or cut off. "deflate" is read with and without zlib's header.
Result<std::string> inflate(std::string_view input, Encoding encoding, std::size_t bytes_max);

}  // namespace spotter::http
