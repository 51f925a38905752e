#include "wire/schema.hpp"

namespace spotter::wire {

json::object or_null(json::object schema) {
  if (schema.empty()) return schema;  // already accepts everything
  const auto* type = schema.if_contains("type");
  if (!type || !type->is_string() || schema.contains("enum"))
    return {{"anyOf", json::array{std::move(schema), json::object{{"type", "null"}}}}};
  schema["type"] = json::array{json::string(type->get_string()), "null"};
  return schema;
}

}  // namespace spotter::wire
