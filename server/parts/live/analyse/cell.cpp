#include "parts/live/analyse/cell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.hpp"

namespace spotter::live {

namespace {

constexpr double number_max = 1e100;              // its square is still finite
constexpr double count_max = 9007199254740992.0;  // 2^53: above it counts are no longer exact
constexpr std::array<std::string_view, 7> nothing_words{"na",   "n/a",  "nan", "null",
                                                        "none", "#n/a", "."};

std::string lower(std::string_view text) {
  std::string small(text);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return small;
}

}  // namespace

std::string_view trimmed_cell(std::string_view cell) {
  const auto from = cell.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  return cell.substr(from, cell.find_last_not_of(" \t") - from + 1);
}

bool is_missing(std::string_view cell) {
  const auto text = trimmed_cell(cell);
  if (text.empty()) return true;
  return text.size() <= 4 &&
         std::find(nothing_words.begin(), nothing_words.end(), lower(text)) != nothing_words.end();
}

std::optional<double> cell_number(std::string_view cell, bool decimal_comma) {
  std::string text(trimmed_cell(cell));
  if (decimal_comma && std::count(text.begin(), text.end(), ',') == 1 &&
      text.find('.') == std::string::npos)
    text[text.find(',')] = '.';
  const char* from = text.data();
  const char* end = from + text.size();
  if (text.starts_with('+') && text.size() > 1 && text[1] != '-') ++from;
  double number = 0;
  const auto [stopped, error] = std::from_chars(from, end, number);
  // Denormal numbers are read as out of range; no table means them.
  if (error != std::errc{} || stopped != end || !(std::abs(number) <= number_max))
    return std::nullopt;
  return number;
}

std::optional<std::uint64_t> cell_count(std::string_view cell, bool decimal_comma) {
  const auto number = cell_number(cell, decimal_comma);
  if (!number || *number < 0 || *number > count_max || *number != std::floor(*number))
    return std::nullopt;
  return static_cast<std::uint64_t>(*number);
}

std::optional<CellTime> cell_time(std::string_view cell, bool decimal_comma) {
  if (const auto number = cell_number(cell, decimal_comma)) return CellTime{*number, false};
  std::string text(trimmed_cell(cell));
  if (text.size() == 10) text += "T00:00:00Z";
  if (text.size() > 10 && text[10] == ' ') text[10] = 'T';
  const bool has_zone = text.find_first_of("Zz+", 10) != std::string::npos ||
                        text.find('-', std::min<std::size_t>(text.size(), 10)) != std::string::npos;
  if (!has_zone) text += 'Z';
  const auto at = from_rfc3339(text);
  if (!at) return std::nullopt;
  return CellTime{static_cast<double>(at->us) / 1e6, true};
}

std::string time_text(double at, bool is_date) {
  if (!is_date) return fmt::format("{}", at);
  auto text = to_rfc3339(Instant{std::llround(at * 1e6)});
  // Imported tables seldom look at parts of a second.
  constexpr std::string_view no_fraction = ".000000Z";
  if (text.ends_with(no_fraction)) text.replace(text.size() - no_fraction.size(), 8, "Z");
  return text;
}

}  // namespace spotter::live
