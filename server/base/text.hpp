// Text: hex, UTF-8, RFC 3339 times, keys.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace spotter {

/// Lower-case hex, two characters a byte.
std::string to_hex(std::span<const std::uint8_t> bytes);

/// True if `text` is well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms).
bool is_utf8(std::string_view text);

/// True for the names of flags, launches, arms and metrics: [A-Za-z0-9._-]{1,128}, not "." or "..".
bool is_key(std::string_view text);

/// RFC 3339 in UTC with microseconds: "2026-03-01T09:00:00.123456Z".
std::string to_rfc3339(Instant at);

/// Reads RFC 3339 with any offset and 0 to 9 fractional digits (cut to microseconds).
Result<Instant> from_rfc3339(std::string_view text);

/// Reads a length of time such as "7d", "36h", "30m", "45s": a whole number from 1 and a unit.
Result<Duration> parse_duration(std::string_view text);

/// The shortest form that parse_duration reads back: whole seconds only.
std::string to_text(Duration duration);

/// Escapes one JSON pointer token (RFC 6901): "~" and "/".
std::string pointer_token(std::string_view name);

}  // namespace spotter
