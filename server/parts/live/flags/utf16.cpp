#include "parts/live/flags/utf16.hpp"

#include <algorithm>

namespace spotter::live {

namespace {

constexpr char32_t replacement = 0xfffd;

struct Lead {
  int followers;
  char32_t bits;
  char32_t least;  // smaller values would be an overlong form
};

Lead read_lead(unsigned char byte) {
  if (byte >= 0xc2 && byte < 0xe0) return {1, byte & 0x1fU, 0x80};
  if (byte >= 0xe0 && byte < 0xf0) return {2, byte & 0x0fU, 0x800};
  if (byte >= 0xf0 && byte < 0xf5) return {3, byte & 0x07U, 0x10000};
  return {0, replacement, 0};
}

// Lead bytes in the order of UTF-16: surrogates (of F0..F4) stand before U+E000 (EE, EF).
int unit_rank(unsigned char byte) {
  if (byte >= 0xf0) return byte - 2;
  if (byte >= 0xee) return byte + 5;
  return byte;
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = static_cast<unsigned char>(text[at++]);
  if (byte < 0x80) return byte;
  const Lead lead = read_lead(byte);
  char32_t code_point = lead.bits;
  std::size_t end = at;
  for (int i = 0; i < lead.followers; ++i, ++end) {
    if (end >= text.size() || (static_cast<unsigned char>(text[end]) & 0xc0) != 0x80)
      return replacement;
    code_point = (code_point << 6) | (static_cast<unsigned char>(text[end]) & 0x3f);
  }
  const bool surrogate = code_point >= 0xd800 && code_point < 0xe000;
  if (code_point < lead.least || code_point > 0x10ffff || surrogate) return replacement;
  at = end;
  return code_point;
}

void append_utf8(std::string& text, char32_t code_point) {
  const auto put = [&](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xc0 | (code_point >> 6));
    put(0x80 | (code_point & 0x3f));
  } else if (code_point < 0x10000) {
    put(0xe0 | (code_point >> 12));
    put(0x80 | ((code_point >> 6) & 0x3f));
    put(0x80 | (code_point & 0x3f));
  } else {
    put(0xf0 | (code_point >> 18));
    put(0x80 | ((code_point >> 12) & 0x3f));
    put(0x80 | ((code_point >> 6) & 0x3f));
    put(0x80 | (code_point & 0x3f));
  }
}

std::u16string to_utf16(std::string_view text) {
  std::u16string units;
  units.reserve(text.size());
  for_each_unit(text, [&](std::uint16_t unit) { units.push_back(unit); });
  return units;
}

std::strong_ordering compare_units(std::string_view left, std::string_view right) {
  const auto [l, r] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
  if (l == left.end() || r == right.end()) return left.size() <=> right.size();
  return unit_rank(static_cast<unsigned char>(*l)) <=> unit_rank(static_cast<unsigned char>(*r));
}

}  // namespace spotter::live
