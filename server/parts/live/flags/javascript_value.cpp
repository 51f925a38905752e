#include "parts/live/flags/javascript_value.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "parts/live/flags/javascript_number.hpp"
#include "parts/live/flags/utf16.hpp"

namespace spotter::live::javascript {

namespace json = boost::json;

namespace {

// An array index as a member name: "0", "7", not "07" and below 2^32 - 1.
std::optional<std::uint64_t> integer_name(std::string_view name) {
  if (name.empty() || name.size() > 10 || (name[0] == '0' && name.size() > 1)) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : name) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return number < 0xffffffffU ? std::optional(number) : std::nullopt;
}

void append_escaped(std::string& text, char c) {
  static constexpr std::string_view hex = "0123456789abcdef";
  switch (c) {
    case '"': text += "\\\""; return;
    case '\\': text += "\\\\"; return;
    case '\b': text += "\\b"; return;
    case '\f': text += "\\f"; return;
    case '\n': text += "\\n"; return;
    case '\r': text += "\\r"; return;
    case '\t': text += "\\t"; return;
    default: break;
  }
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x20) {
    text.push_back(c);
    return;
  }
  text += "\\u00";
  text.push_back(hex[byte >> 4]);
  text.push_back(hex[byte & 0xf]);
}

void append_quoted(std::string& text, std::string_view content) {
  text.push_back('"');
  for (const char c : content) append_escaped(text, c);
  text.push_back('"');
}

void append_json(std::string& text, const json::value& value);

void append_object(std::string& text, const json::object& object) {
  text.push_back('{');
  for (const auto* member : members(object)) {
    if (text.back() != '{') text.push_back(',');
    append_quoted(text, member->key());
    text.push_back(':');
    append_json(text, member->value());
  }
  text.push_back('}');
}

void append_array(std::string& text, const json::array& array) {
  text.push_back('[');
  for (std::size_t i = 0; i < array.size(); ++i) {
    if (i > 0) text.push_back(',');
    append_json(text, array[i]);
  }
  text.push_back(']');
}

void append_json(std::string& text, const json::value& value) {
  if (const auto* object = value.if_object()) return append_object(text, *object);
  if (const auto* array = value.if_array()) return append_array(text, *array);
  if (const auto* content = value.if_string()) return append_quoted(text, *content);
  const bool finite = !value.is_number() || std::isfinite(value.to_number<double>());
  text += finite ? to_text(value) : "null";
}

std::string join(const json::array& array) {
  std::string text;
  for (std::size_t i = 0; i < array.size(); ++i) {
    if (i > 0) text.push_back(',');
    if (!array[i].is_null()) text += to_text(array[i]);
  }
  return text;
}

}  // namespace

bool is_truthy(const json::value& value) {
  if (const auto* flag = value.if_bool()) return *flag;
  if (const auto* text = value.if_string()) return !text->empty();
  if (!value.is_number()) return !value.is_null();
  const double number = value.to_number<double>();
  return number != 0 && !std::isnan(number);
}

double to_number(const json::value& value) {
  if (value.is_number()) return value.to_number<double>();
  if (const auto* text = value.if_string()) return parse_number(*text);
  if (const auto* flag = value.if_bool()) return *flag ? 1 : 0;
  return value.is_null() ? 0 : parse_number(to_text(value));
}

std::string to_text(const json::value& value) {
  if (const auto* text = value.if_string()) return std::string(*text);
  if (const auto* flag = value.if_bool()) return *flag ? "true" : "false";
  if (const auto* array = value.if_array()) return join(*array);
  if (value.is_number()) return to_text(value.to_number<double>());
  return value.is_null() ? "null" : "[object Object]";
}

std::string stringify(const json::value& value) {
  std::string text;
  append_json(text, value);
  return text;
}

std::vector<const json::key_value_pair*> members(const json::object& object) {
  std::vector<const json::key_value_pair*> list;
  for (const auto& member : object) list.push_back(&member);
  std::stable_sort(list.begin(), list.end(), [](const auto* left, const auto* right) {
    const auto l = integer_name(left->key());
    const auto r = integer_name(right->key());
    return l && (!r || *l < *r);
  });
  return list;
}

std::string_view type_name(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null: return "null";
    case json::kind::bool_: return "boolean";
    case json::kind::string: return "string";
    case json::kind::array: return "array";
    case json::kind::object: return "object";
    default: return "number";
  }
}

bool is_same(const json::value& left, const json::value& right) {
  if (left.is_number() && right.is_number())
    return left.to_number<double>() == right.to_number<double>();
  if (left.kind() != right.kind()) return false;
  if (const auto* text = left.if_string()) return *text == right.get_string();
  if (const auto* flag = left.if_bool()) return *flag == right.get_bool();
  return left.is_null();
}

std::partial_ordering compare(const json::value& left, const json::value& right) {
  const auto becomes_text = [](const json::value& value) {
    return value.is_string() || value.is_structured();
  };
  if (becomes_text(left) && becomes_text(right))
    return compare_units(to_text(left), to_text(right));
  return to_number(left) <=> to_number(right);
}

}  // namespace spotter::live::javascript
