// JSON Schema (2020-12) of described structs, with each field's sentence as its description.
#pragma once

#include "wire/json.hpp"

namespace spotter::wire {

/// A request may leave optional members out and may not add any; an answer has every member.
enum class Message { request, answer };

/// The same schema that also accepts null.
json::object or_null(json::object schema);

template <class T>
json::object schema(Message message);

template <class T>
json::object object_schema(Message message) {
  json::object properties;
  json::array required;
  const auto notes = spotter_field_notes(static_cast<const T*>(nullptr));
  std::size_t i = 0;
  boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
      [&](auto member) {
        const FieldNote& note = notes[i++];
        using M = std::decay_t<decltype(std::declval<T>().*member.pointer)>;
        auto property = schema<M>(message);
        if (!note.sentence.empty()) property.emplace("description", note.sentence);
        properties.emplace(note.name, std::move(property));
        if (message == Message::answer || note.need == Need::required)
          required.emplace_back(note.name);
      });
  json::object object{{"type", "object"}};
  object.emplace("properties", std::move(properties));
  if (!required.empty()) object.emplace("required", std::move(required));
  if (message == Message::request) object.emplace("additionalProperties", false);
  return object;
}

template <class E>
json::object enum_schema() {
  json::array words;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
      [&](auto enumerator) { words.emplace_back(enumerator.name); });
  return {{"type", "string"}, {"enum", std::move(words)}};
}

/// The schema of T as json.hpp reads (Message::request) or writes (Message::answer) it. T must not
/// contain itself.
template <class T>
json::object schema(Message message) {
  if constexpr (std::is_same_v<T, json::value>) {
    return {};
  } else if constexpr (std::is_same_v<T, json::object>) {
    return {{"type", "object"}};
  } else if constexpr (std::is_same_v<T, json::array>) {
    return {{"type", "array"}};
  } else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, std::string_view>) {
    return {{"type", "string"}};
  } else if constexpr (std::is_same_v<T, Instant>) {
    return {{"type", "string"}, {"format", "date-time"}};
  } else if constexpr (std::is_same_v<T, Duration>) {
    return {{"type", "string"}, {"pattern", "^[1-9][0-9]*[dhms]$"}};
  } else if constexpr (std::is_same_v<T, Unit>) {
    return {{"type", "string"}, {"pattern", "^[0-9a-f]{32}$"}};
  } else if constexpr (DescribedEnum<T>) {
    return enum_schema<T>();
  } else if constexpr (std::is_same_v<T, bool>) {
    return {{"type", "boolean"}};
  } else if constexpr (std::is_floating_point_v<T>) {
    return {{"type", "number"}};
  } else if constexpr (std::is_unsigned_v<T>) {
    return {{"type", "integer"}, {"minimum", 0}};
  } else if constexpr (std::is_integral_v<T>) {
    return {{"type", "integer"}};
  } else if constexpr (is_a<T, std::optional>) {
    return or_null(schema<typename T::value_type>(message));
  } else if constexpr (is_a<T, std::vector>) {
    return {{"type", "array"}, {"items", schema<typename T::value_type>(message)}};
  } else if constexpr (is_a<T, std::map>) {
    return {{"type", "object"}, {"additionalProperties", schema<typename T::mapped_type>(message)}};
  } else {
    static_assert(Described<T>, "describe it with SPOTTER_DESCRIBE");
    return object_schema<T>(message);
  }
}

/// For Route::request_schema.
template <class T>
json::object request_schema() {
  return schema<T>(Message::request);
}

/// For Route::response_schema.
template <class T>
json::object response_schema() {
  return schema<T>(Message::answer);
}

}  // namespace spotter::wire
