#include "parts/live/flags/pattern_reader.hpp"

#include <algorithm>
#include <limits>

namespace spotter::live {

namespace {

bool is_digit(char16_t unit) { return unit >= u'0' && unit <= u'9'; }
bool is_octal(char16_t unit) { return unit >= u'0' && unit <= u'7'; }
bool is_letter(char16_t unit) { return (unit | 0x20) >= u'a' && (unit | 0x20) <= u'z'; }

bool is_name_unit(char16_t unit, bool first) {
  return is_letter(unit) || unit == u'_' || unit == u'$' || unit >= 0x80 ||
         (!first && is_digit(unit));
}

int hex_value(char16_t unit) {
  if (is_digit(unit)) return unit - u'0';
  const int lower = unit | 0x20;
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Takes the digits at the front of `text`, saturated.
std::optional<unsigned> take_number(std::u16string_view& text) {
  if (text.empty() || !is_digit(text.front())) return std::nullopt;
  constexpr std::uint64_t most = std::numeric_limits<unsigned>::max();
  std::uint64_t number = 0;
  while (!text.empty() && is_digit(text.front())) {
    number = std::min(number * 10 + (text.front() - u'0'), most);
    text.remove_prefix(1);
  }
  return static_cast<unsigned>(number);
}

}  // namespace

bool PatternReader::take_if(std::u16string_view text) {
  if (!peek_is(text)) return false;
  at_ += text.size();
  return true;
}

std::optional<PatternReader::Counts> PatternReader::take_counts() {
  if (!peek_is(u"{")) return std::nullopt;
  auto text = rest().substr(1);
  const auto least = take_number(text);
  if (!least) return std::nullopt;
  Counts counts{*least, *least};
  if (text.starts_with(u',')) {
    text.remove_prefix(1);
    counts.most = take_number(text).value_or(std::numeric_limits<unsigned>::max());
  }
  if (!text.starts_with(u'}')) return std::nullopt;
  at_ = pattern_.size() - text.size() + 1;
  return counts;
}

std::optional<std::size_t> PatternReader::take_reference(std::size_t groups) {
  if (at_end() || peek() == u'0') return std::nullopt;
  auto text = rest();
  const auto number = take_number(text);
  if (!number || *number > groups) return std::nullopt;
  at_ = pattern_.size() - text.size();
  return *number;
}

std::optional<unsigned> PatternReader::hexadecimal(std::size_t digits) const {
  const auto text = rest().substr(1, digits);
  if (text.size() != digits) return std::nullopt;
  unsigned number = 0;
  for (const char16_t unit : text) {
    if (hex_value(unit) < 0) return std::nullopt;
    number = number * 16 + static_cast<unsigned>(hex_value(unit));
  }
  return number;
}

// At most three digits and at most 255.
char16_t PatternReader::take_octal() {
  unsigned number = 0;
  for (int i = 0; i < 3 && !at_end() && is_octal(peek()); ++i) {
    const unsigned larger = number * 8 + static_cast<unsigned>(peek() - u'0');
    if (larger > 255) break;
    number = larger;
    ++at_;
  }
  return static_cast<char16_t>(number);
}

char16_t PatternReader::take_escaped_unit(bool in_class) {
  if (is_octal(peek())) return take_octal();
  if (peek() == u'c') {
    const char16_t letter = left() > 1 ? pattern_[at_ + 1] : u'\0';
    const bool more = in_class && (is_digit(letter) || letter == u'_');
    if (!is_letter(letter) && !more) return u'\\';  // the c stays to be read
    at_ += 2;
    return letter % 32;
  }
  for (const auto& [letter, digits] : {std::pair{u'x', 2U}, std::pair{u'u', 4U}}) {
    const auto number = peek() == letter ? hexadecimal(digits) : std::nullopt;
    if (!number) continue;
    at_ += 1 + digits;
    return static_cast<char16_t>(*number);
  }
  const char16_t unit = take();
  switch (unit) {
    case u't': return u'\t';
    case u'n': return u'\n';
    case u'v': return u'\v';
    case u'f': return u'\f';
    case u'r': return u'\r';
    case u'b': return in_class ? u'\b' : unit;
    default: return unit;
  }
}

std::u16string PatternReader::group_name_at(std::size_t offset) const {
  const auto text = rest().substr(std::min(offset, left()));
  const auto end = text.find(u'>');
  if (end == std::u16string_view::npos) return {};
  const auto name = text.substr(0, end);
  for (std::size_t i = 0; i < name.size(); ++i)
    if (!is_name_unit(name[i], i == 0)) return {};
  return std::u16string(name);
}

bool PatternReader::take_group_name(std::size_t offset) {
  const auto name = group_name_at(offset);
  if (name.empty()) return false;
  at_ += offset + name.size() + 1;
  return true;
}

}  // namespace spotter::live
