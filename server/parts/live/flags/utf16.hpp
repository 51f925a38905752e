// UTF-8 text seen as JavaScript sees it: as UTF-16 code units.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace spotter::live {

/// Reads one code point of `text` at `at` and moves `at` behind it. A byte that does not belong to
/// well-formed UTF-8 counts as U+FFFD.
char32_t next_code_point(std::string_view text, std::size_t& at);

/// Appends a code point as UTF-8.
void append_utf8(std::string& text, char32_t code_point);

/// Calls `take(std::uint16_t)` for each UTF-16 code unit of a UTF-8 text.
template <class Take>
void for_each_unit(std::string_view text, Take take) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t code_point = next_code_point(text, at);
    if (code_point < 0x10000) {
      take(static_cast<std::uint16_t>(code_point));
    } else {
      take(static_cast<std::uint16_t>(0xd800 + ((code_point - 0x10000) >> 10)));
      take(static_cast<std::uint16_t>(0xdc00 + ((code_point - 0x10000) & 0x3ff)));
    }
  }
}

std::u16string to_utf16(std::string_view text);

/// The order of JavaScript's `<` on texts: by UTF-16 code unit. It differs from the order of the
/// bytes where a character above U+FFFF meets one of U+E000 to U+FFFF.
std::strong_ordering compare_units(std::string_view left, std::string_view right);

}  // namespace spotter::live
