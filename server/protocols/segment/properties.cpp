#include "protocols/segment/properties.hpp"

#include <boost/json.hpp>
#include <optional>

#include "base/limits.hpp"
#include "parts/live/flags/javascript_number.hpp"

namespace spotter::protocols {

namespace json = boost::json;
using simdjson::ondemand::json_type;
using simdjson::ondemand::number_type;

namespace {

// Into a value that stands in the memory of the whole batch. False: the value is left out.
using Read = Result<bool>;

Problem not_a_value() { return bad_request("This is not JSON."); }

Read read_value(simdjson::ondemand::value value, json::value& into, std::size_t depth);

Read read_array(simdjson::ondemand::array array, json::value& into, std::size_t depth) {
  auto& items = into.emplace_array();
  for (auto item : array) {
    simdjson::ondemand::value value;
    if (item.get(value)) return failure(not_a_value());
    json::value read(into.storage());
    TRY(const bool kept, read_value(value, read, depth + 1));
    if (kept) items.push_back(std::move(read));
  }
  return true;
}

Read read_object(simdjson::ondemand::object object, json::value& into, std::size_t depth) {
  auto& members = into.emplace_object();
  for (auto item : object) {
    simdjson::ondemand::field field;
    if (std::move(item).get(field)) return failure(not_a_value());
    std::string_view name;
    if (field.unescaped_key().get(name)) continue;
    json::value read(into.storage());
    TRY(const bool kept, read_value(field.value(), read, depth + 1));
    if (kept) members.insert_or_assign(name, std::move(read));
  }
  return true;
}

bool looks_like_number(std::string_view token) {
  return token.find_first_not_of("0123456789+-.eE \t\r\n") == std::string_view::npos;
}

Read read_number(simdjson::ondemand::value value, json::value& into) {
  simdjson::ondemand::number number;
  if (value.get_number().get(number)) {
    double whole_beyond_64_bits = 0;
    if (!value.get_double().get(whole_beyond_64_bits)) {
      into = whole_beyond_64_bits;
      return true;
    }
    if (!looks_like_number(value.raw_json_token())) return failure(not_a_value());
    return false;
  }
  if (number.get_number_type() == number_type::signed_integer) into = number.get_int64();
  else if (number.get_number_type() == number_type::unsigned_integer) into = number.get_uint64();
  else into = number.get_double();
  return true;
}

Read read_value(simdjson::ondemand::value value, json::value& into, std::size_t depth) {
  if (depth > limits::properties_depth_max)
    return failure(bad_request("The properties nest too deeply."));
  json_type type{};
  if (value.type().get(type)) return failure(not_a_value());
  switch (type) {
    case json_type::array: {
      simdjson::ondemand::array array;
      if (value.get_array().get(array)) return failure(not_a_value());
      return read_array(array, into, depth);
    }
    case json_type::object: {
      simdjson::ondemand::object object;
      if (value.get_object().get(object)) return failure(not_a_value());
      return read_object(object, into, depth);
    }
    case json_type::string: {
      std::string_view text;
      if (value.get_string().get(text)) return false;
      into = text;
      return true;
    }
    case json_type::number: return read_number(value, into);
    case json_type::boolean: {
      bool flag = false;
      if (value.get_bool().get(flag)) return failure(not_a_value());
      into = flag;
      return true;
    }
    case json_type::null:
      if (!value.is_null().value_unsafe()) return failure(not_a_value());
      return true;
  }
  return failure(not_a_value());
}

}  // namespace

Result<json::object> read_properties(simdjson::ondemand::value value,
                                     const json::storage_ptr& memory) {
  json_type type{};
  if (value.type().get(type)) return failure(not_a_value());
  if (type != json_type::object) return json::object(memory);
  json::value read(memory);
  TRY_VOID(read_value(value, read, 1));
  return std::move(read.as_object());
}

std::string property_text(const json::object& properties, std::string_view name) {
  const auto* value = properties.if_contains(name);
  if (!value) return {};
  if (const auto* text = value->if_string()) return std::string(*text);
  if (const auto* whole = value->if_int64()) return std::to_string(*whole);
  if (const auto* whole = value->if_uint64()) return std::to_string(*whole);
  if (const auto* number = value->if_double()) return live::javascript::to_text(*number);
  return {};
}

}  // namespace spotter::protocols
