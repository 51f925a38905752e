#include "parts/live/flags/letter_case.hpp"

#include <algorithm>
#include <iterator>
#include <span>

#include "parts/live/flags/letter_case_table.hpp"
#include "parts/live/flags/utf16.hpp"

namespace spotter::live {

namespace {

using letter_case::Shift;

char32_t shift(std::span<const Shift> table, char32_t c) {
  const auto after = std::upper_bound(table.begin(), table.end(), c,
                                      [](char32_t at, const Shift& s) { return at < s.first; });
  if (after == table.begin()) return c;
  const Shift& found = *std::prev(after);
  if (c > found.last || (c - found.first) % found.step != 0) return c;
  return static_cast<char32_t>(static_cast<std::int64_t>(c) + found.delta);
}

char32_t lower(char32_t c) { return shift(letter_case::lower_shifts, c); }

bool is_lower_of_some(char32_t c) {
  for (const Shift& s : letter_case::lower_shifts) {
    const std::int64_t upper = static_cast<std::int64_t>(c) - s.delta;
    if (upper >= s.first && upper <= s.last && (upper - s.first) % s.step == 0) return true;
  }
  return false;
}

bool is_cased(char32_t c) {
  return lower(c) != c || is_lower_of_some(c) ||
         std::any_of(std::begin(letter_case::other_cased), std::end(letter_case::other_cased),
                     [c](const letter_case::Span& s) { return c >= s.first && c <= s.last; });
}

// Marks that stand inside a word without being letters of it (Unicode's Case_Ignorable, the part
// that occurs beside Greek).
bool is_ignorable(char32_t c) {
  static constexpr std::u32string_view single = U"'.:^`\u00a8\u00ad\u00af\u00b4\u00b7\u00b8";
  return single.find(c) != single.npos || (c >= 0x2b0 && c <= 0x36f) ||
         (c >= 0x200b && c <= 0x200f) || c == 0x2018 || c == 0x2019 || c == 0x2024 || c == 0x2027;
}

template <class Iterator>
bool next_is_cased(Iterator first, Iterator end) {
  const auto found = std::find_if_not(first, end, is_ignorable);
  return found != end && is_cased(*found);
}

// Unicode's Final_Sigma: a letter before it and none behind it.
bool is_final(const std::u32string& text, std::size_t at) {
  const auto offset = static_cast<std::ptrdiff_t>(at);
  return next_is_cased(text.rend() - offset, text.rend()) &&
         !next_is_cased(text.begin() + offset + 1, text.end());
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c; }

}  // namespace

std::string to_lower_case(std::string_view text) {
  std::string lowered;
  lowered.reserve(text.size());
  if (is_ascii(text)) {
    std::transform(text.begin(), text.end(), std::back_inserter(lowered), lower_ascii);
    return lowered;
  }
  std::u32string letters;
  for (std::size_t at = 0; at < text.size();) letters.push_back(next_code_point(text, at));
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const char32_t c = letters[i];
    if (c == 0x130) lowered += "i\u0307";
    else append_utf8(lowered, c == 0x3a3 && is_final(letters, i) ? 0x3c2 : lower(c));
  }
  return lowered;
}

char16_t fold_unit(char16_t unit) {
  return static_cast<char16_t>(shift(letter_case::fold_shifts, unit));
}

}  // namespace spotter::live
