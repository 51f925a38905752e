// What stands in one cell of an imported table.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace spotter::live {

/// A cell without the spaces around it.
std::string_view trimmed_cell(std::string_view cell);

/// True for an empty cell and for what programs write for "nothing": NA, N/A, NaN, null, None.
bool is_missing(std::string_view cell);

/// A finite number with |number| <= 1e100; nothing for anything else. `decimal_comma`: "0,5" is
/// one half, as in files that are separated by semicolons.
std::optional<double> cell_number(std::string_view cell, bool decimal_comma);

/// A whole number from 0 to 2^53, also as "12.0".
std::optional<std::uint64_t> cell_count(std::string_view cell, bool decimal_comma);

/// A moment: any number (days, hours: the table knows), or a date or time as in ISO 8601, as
/// seconds since 1970 in UTC.
struct CellTime {
  double at = 0;
  bool is_date = false;
};
std::optional<CellTime> cell_time(std::string_view cell, bool decimal_comma);

/// The moment as text: "1.5", "2026-03-01T00:00:00Z".
std::string time_text(double at, bool is_date);

}  // namespace spotter::live
