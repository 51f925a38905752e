#include "wire/json_text.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <charconv>
#include <cmath>
#include <string_view>

namespace spotter::wire {

namespace {

namespace json = boost::json;

// Below this every whole number is a double of its own.
constexpr double whole_max = 9'007'199'254'740'992.0;

template <class Number>
void write_number(std::string& text, Number number) {
  char digits[40];
  const auto written = std::to_chars(digits, digits + sizeof digits, number);
  text.append(digits, written.ptr);
}

void write_double(std::string& text, double number) {
  if (!std::isfinite(number)) text += "null";
  else if (std::trunc(number) == number && std::abs(number) < whole_max)
    write_number(text, static_cast<std::int64_t>(number));
  else write_number(text, number);
}

// What must not stand in a JSON text as it is.
bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

void write_escaped(std::string& text, char c) {
  static constexpr std::string_view plain = "\b\f\n\r\t\"\\";
  static constexpr std::string_view letters = "bfnrt\"\\";
  static constexpr char digits[] = "0123456789abcdef";
  text += '\\';
  if (const auto at = plain.find(c); at != std::string_view::npos) {
    text += letters[at];
    return;
  }
  text += "u00";
  text += digits[c >> 4];
  text += digits[c & 15];
}

// Not json::serialize: its serializer costs ten times what a short text does.
void write_string(std::string& text, std::string_view string) {
  text += '"';
  while (!string.empty()) {
    const auto end = std::find_if(string.begin(), string.end(), needs_escape);
    const auto plain = static_cast<std::size_t>(end - string.begin());
    text += string.substr(0, plain);
    string.remove_prefix(plain);
    if (string.empty()) break;
    write_escaped(text, string.front());
    string.remove_prefix(1);
  }
  text += '"';
}

void write(std::string& text, const json::value& value);

void write_array(std::string& text, const json::array& array) {
  text += '[';
  for (std::size_t i = 0; i < array.size(); ++i) {
    if (i > 0) text += ',';
    write(text, array[i]);
  }
  text += ']';
}

void write_object(std::string& text, const json::object& object) {
  text += '{';
  bool first = true;
  for (const auto& [name, member] : object) {
    if (!first) text += ',';
    first = false;
    write_string(text, name);
    text += ':';
    write(text, member);
  }
  text += '}';
}

void write(std::string& text, const json::value& value) {
  switch (value.kind()) {
    case json::kind::null: text += "null"; return;
    case json::kind::bool_: text += value.get_bool() ? "true" : "false"; return;
    case json::kind::int64: return write_number(text, value.get_int64());
    case json::kind::uint64: return write_number(text, value.get_uint64());
    case json::kind::double_: return write_double(text, value.get_double());
    case json::kind::string: return write_string(text, value.get_string());
    case json::kind::array: return write_array(text, value.get_array());
    case json::kind::object: return write_object(text, value.get_object());
  }
}

}  // namespace

std::string json_text(const json::value& value) {
  std::string text;
  write(text, value);
  return text;
}

}  // namespace spotter::wire
