#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace spotter {

std::string to_hex(std::span<const std::uint8_t> bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const auto byte : bytes) {
    hex += digits[byte >> 4];
    hex += digits[byte & 15];
  }
  return hex;
}

namespace {

bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

// Length of the well-formed sequence at `at`, 0 if there is none.
std::size_t utf8_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return is_continuation(byte(1)) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const bool overlong = first == 0xE0 && byte(1) < 0xA0;
    const bool surrogate = first == 0xED && byte(1) > 0x9F;
    if (overlong || surrogate) return 0;
    return is_continuation(byte(1)) && is_continuation(byte(2)) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool outside = (first == 0xF0 && byte(1) < 0x90) || (first == 0xF4 && byte(1) > 0x8F);
    if (outside) return 0;
    return is_continuation(byte(1)) && is_continuation(byte(2)) && is_continuation(byte(3)) ? 4 : 0;
  }
  return 0;
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto length = utf8_length(text, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

bool is_key(std::string_view text) {
  if (text.empty() || text.size() > 128 || text == "." || text == "..") return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  });
}

std::string to_rfc3339(Instant at) {
  using namespace std::chrono;
  const sys_time<microseconds> time{microseconds{at.us}};
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                     clock.subseconds().count());
}

namespace {

// The number in text[from, from + digits), or nothing if it is not all digits.
std::optional<int> digits_at(std::string_view text, std::size_t from, std::size_t digits) {
  if (from + digits > text.size()) return std::nullopt;
  int number = 0;
  for (const char c : text.substr(from, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

struct Fraction {
  std::int64_t us = 0;
  std::size_t end = 0;
};

Fraction fraction_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '.') return {0, at};
  Fraction fraction{0, at + 1};
  std::int64_t unit = 100'000;
  for (; fraction.end < text.size() && text[fraction.end] >= '0' && text[fraction.end] <= '9';
       ++fraction.end) {
    fraction.us += (text[fraction.end] - '0') * unit;
    unit /= 10;
  }
  return fraction;
}

// Offset from UTC in minutes; nothing if the text does not end in "Z" or "±hh:mm".
std::optional<int> offset_at(std::string_view text, std::size_t at) {
  if (at + 1 == text.size() && (text[at] == 'Z' || text[at] == 'z')) return 0;
  if (at + 6 != text.size() || text[at + 3] != ':') return std::nullopt;
  const auto hours = digits_at(text, at + 1, 2);
  const auto minutes = digits_at(text, at + 4, 2);
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  if (text[at] == '+') return *hours * 60 + *minutes;
  if (text[at] == '-') return -(*hours * 60 + *minutes);
  return std::nullopt;
}

}  // namespace

Result<Instant> from_rfc3339(std::string_view text) {
  using namespace std::chrono;
  const auto wrong = [] { return failure(bad_request("This is not an RFC 3339 time.")); };
  const auto y = digits_at(text, 0, 4), mo = digits_at(text, 5, 2), d = digits_at(text, 8, 2);
  const auto h = digits_at(text, 11, 2), mi = digits_at(text, 14, 2), s = digits_at(text, 17, 2);
  if (!y || !mo || !d || !h || !mi || !s) return wrong();
  if (text[4] != '-' || text[7] != '-' || text[13] != ':' || text[16] != ':') return wrong();
  if (text[10] != 'T' && text[10] != 't' && text[10] != ' ') return wrong();
  const year_month_day date{year{*y}, month(static_cast<unsigned>(*mo)),
                            day(static_cast<unsigned>(*d))};
  if (!date.ok() || *h > 23 || *mi > 59 || *s > 60) return wrong();
  const auto fraction = fraction_at(text, 19);
  const auto offset = offset_at(text, fraction.end);
  if (!offset) return wrong();
  const auto at = sys_days{date} + hours{*h} + minutes{*mi - *offset} + seconds{*s};
  return Instant{duration_cast<Duration>(at.time_since_epoch()).count() + fraction.us};
}

Result<Duration> parse_duration(std::string_view text) {
  const auto wrong = [] {
    return failure(bad_request("A length of time is a whole number and s, m, h or d, as in 7d."));
  };
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end + 1 != text.data() + text.size()) return wrong();
  if (number < 1 || number > 100'000'000) return wrong();
  switch (*end) {
    case 's': return Duration{std::chrono::seconds{number}};
    case 'm': return Duration{std::chrono::minutes{number}};
    case 'h': return Duration{std::chrono::hours{number}};
    case 'd': return Duration{std::chrono::hours{number * 24}};
    default: return wrong();
  }
}

std::string to_text(Duration duration) {
  const auto seconds = duration.count() / 1'000'000;
  if (seconds % 86'400 == 0) return fmt::format("{}d", seconds / 86'400);
  if (seconds % 3'600 == 0) return fmt::format("{}h", seconds / 3'600);
  if (seconds % 60 == 0) return fmt::format("{}m", seconds / 60);
  return fmt::format("{}s", seconds);
}

std::string pointer_token(std::string_view name) {
  std::string token;
  for (const char c : name) {
    if (c == '~') token += "~0";
    else if (c == '/') token += "~1";
    else token += c;
  }
  return token;
}

}  // namespace spotter
