#include "wire/json_text.hpp"

#include <boost/json/serialize.hpp>
#include <charconv>
#include <cmath>

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
    text += json::serialize(json::string_view(name));
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
    case json::kind::string: text += json::serialize(value.get_string()); return;
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
