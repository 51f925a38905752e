#include "app/command_line/yaml_scalar.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace spotter::app {

namespace json = boost::json;

namespace {

constexpr std::string_view decimal_digits = "0123456789";

bool is_one_of(std::string_view text, const std::array<std::string_view, 3>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

// Takes the digits at the beginning away; how many there were.
std::size_t skip_digits(std::string_view& text) {
  const auto count = std::min(text.find_first_not_of(decimal_digits), text.size());
  text.remove_prefix(count);
  return count;
}

std::string_view without_sign(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return text;
}

// [-+]?[0-9]+
bool is_whole(std::string_view text) {
  text = without_sign(text);
  return skip_digits(text) > 0 && text.empty();
}

// 0o[0-7]+ and the like
bool is_based(std::string_view text, std::string_view prefix, std::string_view digits) {
  return text.size() > prefix.size() && text.starts_with(prefix) &&
         text.find_first_not_of(digits, prefix.size()) == std::string_view::npos;
}

// [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?
bool is_decimal(std::string_view text) {
  text = without_sign(text);
  std::size_t digits = skip_digits(text);
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    digits += skip_digits(text);
  }
  if (digits == 0) return false;
  if (text.empty()) return true;
  if (text[0] != 'e' && text[0] != 'E') return false;
  return is_whole(text.substr(1));
}

bool is_endless(std::string_view text) {
  return is_one_of(without_sign(text), {".inf", ".Inf", ".INF"}) ||
         is_one_of(text, {".nan", ".NaN", ".NAN"});
}

// "5." and ".5" are numbers in YAML, but not in JSON.
Result<json::value> decimal(const std::string& text) {
  const double number = std::strtod(text.c_str(), nullptr);
  if (!std::isfinite(number)) return failure(bad_request("The number is too large."));
  return json::value(number);
}

Result<json::value> whole(std::string_view digits, int base) {
  if (digits.starts_with('+')) digits.remove_prefix(1);
  std::int64_t number = 0;
  const auto end = digits.data() + digits.size();
  if (std::from_chars(digits.data(), end, number, base).ec != std::errc{})
    return failure(bad_request("The whole number is too large."));
  return json::value(number);
}

}  // namespace

Result<json::value> plain_scalar(const std::string& text) {
  if (text.empty() || text == "~" || is_one_of(text, {"null", "Null", "NULL"}))
    return json::value(nullptr);
  if (is_one_of(text, {"true", "True", "TRUE"})) return json::value(true);
  if (is_one_of(text, {"false", "False", "FALSE"})) return json::value(false);
  if (is_whole(text)) return whole(text, 10);
  if (is_based(text, "0o", "01234567")) return whole(std::string_view(text).substr(2), 8);
  if (is_based(text, "0x", "0123456789abcdefABCDEF"))
    return whole(std::string_view(text).substr(2), 16);
  if (is_decimal(text)) return decimal(text);
  if (is_endless(text))
    return failure(bad_request("A number must be finite; quote it if it is text."));
  return json::value(text);
}

}  // namespace spotter::app
