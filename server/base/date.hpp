// Dates without a time or a place, as people write them: "2026-03-01".
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace spotter {

/// Reads "YYYY-MM-DD" (RFC 3339, full-date) from 1970-01-01 to 9999-12-31. Nothing: it is no date.
/// Dates that this reads sort as text, too.
std::optional<std::chrono::local_days> date_of(std::string_view text);

/// The text that date_of reads back; for days from 1970-01-01 to 9999-12-31.
std::string to_text(std::chrono::local_days day);

}  // namespace spotter
