#include "parts/live/flags/javascript_number.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

#include "parts/live/flags/utf16.hpp"

namespace spotter::live::javascript {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

bool is_blank(char32_t c) {
  return (c >= 0x9 && c <= 0xd) || c == 0x20 || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
         c == 0x3000 || c == 0xfeff;
}

std::string_view trim(std::string_view text) {
  std::size_t first = text.size();
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    if (is_blank(next_code_point(text, at))) continue;
    first = std::min(first, start);
    end = at;
  }
  return first < end ? text.substr(first, end - first) : std::string_view{};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - at;
}

int digit_value(char c) {
  if (is_digit(c)) return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'z' ? lower - 'a' + 10 : 99;
}

// The digits of this base at the beginning; how many there were goes to `count`.
double read_digits(std::string_view text, int base, std::size_t& count) {
  double number = 0;
  for (count = 0; count < text.size() && digit_value(text[count]) < base; ++count)
    number = number * base + digit_value(text[count]);
  return number;
}

std::optional<double> parse_prefixed(std::string_view text) {
  if (text.size() < 2 || text[0] != '0') return std::nullopt;
  const char letter = static_cast<char>(text[1] | 0x20);
  const int base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
  if (base == 0) return std::nullopt;
  std::size_t count = 0;
  const double number = read_digits(text.substr(2), base, count);
  return count > 0 && count == text.size() - 2 ? number : nan;
}

// StrDecimalLiteral without sign and Infinity; the grammar is narrower than from_chars'.
bool is_decimal(std::string_view text) {
  const auto whole = digits_at(text, 0);
  std::size_t at = whole;
  std::size_t fraction = 0;
  if (at < text.size() && text[at] == '.') {
    fraction = digits_at(text, at + 1);
    at += 1 + fraction;
  }
  if (whole + fraction == 0) return false;
  if (at < text.size() && (text[at] | 0x20) == 'e') {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const auto exponent = digits_at(text, at);
    if (exponent == 0) return false;
    at += exponent;
  }
  return at == text.size();
}

// Whether a decimal that from_chars calls out of range is too large rather than too small.
bool is_huge(std::string_view text) {
  const auto mark = text.find_first_of("eE");
  const auto mantissa = text.substr(0, mark);
  const bool negative_exponent = mark != std::string_view::npos && text[mark + 1] == '-';
  if (mark == std::string_view::npos) return mantissa.find_first_not_of("0.") < mantissa.find('.');
  return !negative_exponent;
}

double parse_decimal(std::string_view text) {
  double number = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  if (result.ec == std::errc::result_out_of_range) return is_huge(text) ? infinity : 0;
  return number;
}

// Digits and exponent of |number| = 0.DIGITS * 10^point, DIGITS as short as possible.
struct Decimal {
  std::string digits;
  int point;
};

Decimal shortest(double number) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, number, std::chars_format::scientific);
  const std::string_view whole(text, static_cast<std::size_t>(end.ptr - text));
  const auto mark = whole.find('e');
  Decimal decimal{std::string(whole.substr(0, mark)), 0};
  std::erase(decimal.digits, '.');
  auto exponent = whole.substr(mark + 1);
  if (exponent.front() == '+') exponent.remove_prefix(1);
  std::from_chars(exponent.data(), exponent.data() + exponent.size(), decimal.point);
  ++decimal.point;
  return decimal;
}

std::string positive_text(double number) {
  auto [digits, point] = shortest(number);
  const int count = static_cast<int>(digits.size());
  if (count <= point && point <= 21) {
    digits.append(static_cast<std::size_t>(point - count), '0');
  } else if (0 < point && point <= 21) {
    digits.insert(static_cast<std::size_t>(point), 1, '.');
  } else if (-6 < point && point <= 0) {
    digits.insert(0, "0." + std::string(static_cast<std::size_t>(-point), '0'));
  } else {
    if (count > 1) digits.insert(1, 1, '.');
    digits += point > 0 ? "e+" : "e-";
    digits += std::to_string(std::abs(point - 1));
  }
  return digits;
}

}  // namespace

std::string to_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (number == 0) return "0";
  const std::string sign = number < 0 ? "-" : "";
  return sign + (std::isinf(number) ? "Infinity" : positive_text(std::abs(number)));
}

double parse_number(std::string_view text) {
  text = trim(text);
  if (text.empty()) return 0;
  if (const auto number = parse_prefixed(text)) return *number;
  const bool negative = text.front() == '-';
  if (negative || text.front() == '+') text.remove_prefix(1);
  const double sign = negative ? -1 : 1;
  if (text == "Infinity") return sign * infinity;
  return is_decimal(text) ? sign * parse_decimal(text) : nan;
}

double parse_leading_integer(std::string_view text) {
  text = trim(text);
  const bool negative = !text.empty() && text.front() == '-';
  if (negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);
  const bool hexadecimal = text.size() >= 2 && text[0] == '0' && (text[1] | 0x20) == 'x';
  if (hexadecimal) text.remove_prefix(2);
  std::size_t count = 0;
  const double number = read_digits(text, hexadecimal ? 16 : 10, count);
  if (count == 0) return nan;
  return negative ? -number : number;
}

}  // namespace spotter::live::javascript
