// A request line's target, taken apart. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "wire/route.hpp"

namespace spotter::http {

struct Target {
  std::string path;     ///< decoded once, begins with "/", well-formed UTF-8, without NUL
  wire::Headers query;  ///< decoded, in order
};

/// Takes "/path?query" and "http://host/path?query" apart. A bad_request problem for a wrong
/// percent-encoding in the path, an encoded "/", "." and ".." segments, NUL or wrong UTF-8.
Result<Target> parse_target(std::string_view text);

/// Decodes %XX once, and "+" as a space if asked; nothing if the encoding is wrong.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);

}  // namespace spotter::http
