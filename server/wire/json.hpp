// Described structs <-> JSON. Reading is strict: a missing or unknown member or a wrong type is a
// bad_request problem whose pointer names the place.
#pragma once

#include <array>
#include <boost/json.hpp>
#include <boost/mp11.hpp>
#include <cmath>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/money.hpp"
#include "base/result.hpp"
#include "base/text.hpp"
#include "wire/describe.hpp"
#include "wire/json_text.hpp"

namespace spotter {
SPOTTER_DESCRIBE(Money, (amount, required, "Whole minor units, for example cents.")(
                            currency, required, "ISO 4217 code, for example EUR."))
}  // namespace spotter

namespace spotter::wire {

namespace json = boost::json;

template <class T, template <class...> class Of>
inline constexpr bool is_a = false;
template <class... A, template <class...> class Of>
inline constexpr bool is_a<Of<A...>, Of> = true;

template <class T>
concept Described = boost::describe::has_describe_members<T>::value && std::is_class_v<T>;
template <class T>
concept DescribedEnum = boost::describe::has_describe_enumerators<T>::value;

/// Parses JSON text; a bad_request problem with the reason if it is not JSON. Depth at most 32.
Result<json::value> parse(std::string_view text);

// ---- writing ---------------------------------------------------------------------------------

template <class T>
json::value to_json(const T& value);

/// One member of some described struct: read out of an `object` of that struct.
struct FieldWriter {
  const char* member;
  json::value (*write)(const void* object);
};
/// Without templates, so that a described struct costs each unit that writes it little more than a
/// table.
json::value write_object(std::span<const FieldWriter> fields, const void* object);

template <class T>
json::value object_to_json(const T& value) {
  static constexpr auto fields =
      []<class... D>(boost::mp11::mp_list<D...>) {
        return std::array<FieldWriter, sizeof...(D)>{
            FieldWriter{D::name, [](const void* object) {
                          return to_json(static_cast<const T*>(object)->*D::pointer);
                        }}...};
      }(boost::mp11::mp_rename<boost::describe::describe_members<T, boost::describe::mod_public>,
                               boost::mp11::mp_list>{});
  return write_object(fields, &value);
}

/// JSON of a value. NaN and infinity become null; an empty optional becomes null.
template <class T>
json::value to_json(const T& value) {
  if constexpr (std::is_same_v<T, json::value>) {
    return value;
  } else if constexpr (std::is_same_v<T, json::object> || std::is_same_v<T, json::array>) {
    return value;
  } else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, std::string_view>) {
    return json::string(value);
  } else if constexpr (std::is_same_v<T, Instant>) {
    return json::string(to_rfc3339(value));
  } else if constexpr (std::is_same_v<T, Duration>) {
    return json::string(to_text(value));
  } else if constexpr (std::is_same_v<T, Unit>) {
    return json::string(to_text(value));
  } else if constexpr (DescribedEnum<T>) {
    return json::string(boost::describe::enum_to_string(value, "?"));
  } else if constexpr (std::is_same_v<T, bool>) {
    return value;
  } else if constexpr (std::is_floating_point_v<T>) {
    return std::isfinite(value) ? json::value(value) : json::value(nullptr);
  } else if constexpr (std::is_integral_v<T>) {
    return value;
  } else if constexpr (is_a<T, std::optional>) {
    return value ? to_json(*value) : json::value(nullptr);
  } else if constexpr (is_a<T, std::vector>) {
    json::array array;
    for (const auto& item : value) array.push_back(to_json(item));
    return array;
  } else if constexpr (is_a<T, std::map>) {
    json::object object;
    for (const auto& [name, item] : value) object.emplace(name, to_json(item));
    return object;
  } else {
    static_assert(Described<T>, "describe it with SPOTTER_DESCRIBE");
    return object_to_json(value);
  }
}

/// Compact JSON text of a described value.
template <class T>
std::string to_json_text(const T& value) {
  return json_text(to_json(value));
}

// ---- reading ---------------------------------------------------------------------------------

template <class T>
Result<T> from_json(const json::value& value, const std::string& pointer = {});

Result<std::string> read_text(const json::value& value, const std::string& pointer);
Result<bool> read_bool(const json::value& value, const std::string& pointer);
Result<double> read_number(const json::value& value, const std::string& pointer);
Result<std::int64_t> read_whole(const json::value& value, const std::string& pointer);
Problem unknown_member(std::string_view name, std::span<const FieldNote> notes,
                       const std::string& pointer);
Problem not_one_of(std::string_view word, const std::vector<std::string_view>& words,
                   const std::string& pointer);

/// One member of some described struct, of which `object` is one.
struct FieldReader {
  std::optional<Problem> (*read)(void* object, const json::value& value,
                                 const std::string& pointer);
};
/// All of them, and what is said about each, in the same order.
struct ObjectReader {
  std::span<const FieldNote> notes;
  std::span<const FieldReader> fields;
};
/// As write_object. Nothing: `object` is read.
std::optional<Problem> read_object(const json::value& value, const std::string& pointer,
                                   const ObjectReader& reader, void* object);

template <class M>
std::optional<Problem> read_into(M& member, const json::value& value, const std::string& pointer) {
  auto read = from_json<M>(value, pointer);
  if (!read) return std::move(read.error());
  member = std::move(*read);
  return std::nullopt;
}

template <class T>
Result<T> object_from_json(const json::value& value, const std::string& pointer) {
  static constexpr auto fields =
      []<class... D>(boost::mp11::mp_list<D...>) {
        return std::array<FieldReader, sizeof...(D)>{
            FieldReader{[](void* object, const json::value& found, const std::string& at) {
              return read_into(static_cast<T*>(object)->*D::pointer, found, at);
            }}...};
      }(boost::mp11::mp_rename<boost::describe::describe_members<T, boost::describe::mod_public>,
                               boost::mp11::mp_list>{});
  T read{};
  const ObjectReader reader{spotter_field_notes(static_cast<const T*>(nullptr)), fields};
  auto problem = read_object(value, pointer, reader, &read);
  if (problem) return failure(std::move(*problem));
  return read;
}

template <class E>
Result<E> enum_from_json(const json::value& value, const std::string& pointer) {
  TRY(const auto word, read_text(value, pointer));
  E read{};
  if (boost::describe::enum_from_string(word.c_str(), read)) return read;
  std::vector<std::string_view> words;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
      [&](auto enumerator) { words.emplace_back(enumerator.name); });
  return failure(not_one_of(word, words, pointer));
}

template <class T>
Result<T> array_from_json(const json::value& value, const std::string& pointer) {
  const auto* array = value.if_array();
  if (!array) return failure(bad_request("This must be a list.", pointer));
  T items;
  for (std::size_t i = 0; i < array->size(); ++i) {
    TRY(auto item,
        from_json<typename T::value_type>((*array)[i], pointer + "/" + std::to_string(i)));
    items.push_back(std::move(item));
  }
  return items;
}

template <class T>
Result<T> map_from_json(const json::value& value, const std::string& pointer) {
  const auto* object = value.if_object();
  if (!object) return failure(bad_request("This must be an object.", pointer));
  T items;
  for (const auto& [name, member] : *object) {
    const std::string key(name);
    TRY(auto item, from_json<typename T::mapped_type>(member, pointer + "/" + pointer_token(key)));
    items.emplace(key, std::move(item));
  }
  return items;
}

template <class T>
Result<T> from_json(const json::value& value, const std::string& pointer) {
  if constexpr (std::is_same_v<T, json::value>) {
    return value;
  } else if constexpr (std::is_same_v<T, json::object>) {
    if (!value.is_object()) return failure(bad_request("This must be an object.", pointer));
    return value.get_object();
  } else if constexpr (std::is_same_v<T, std::string>) {
    return read_text(value, pointer);
  } else if constexpr (std::is_same_v<T, Instant>) {
    TRY(const auto text, read_text(value, pointer));
    auto at = from_rfc3339(text);
    if (!at) return failure(bad_request(at.error().sentence, pointer));
    return *at;
  } else if constexpr (std::is_same_v<T, Duration>) {
    TRY(const auto text, read_text(value, pointer));
    auto length = parse_duration(text);
    if (!length) return failure(bad_request(length.error().sentence, pointer));
    return *length;
  } else if constexpr (DescribedEnum<T>) {
    return enum_from_json<T>(value, pointer);
  } else if constexpr (std::is_same_v<T, bool>) {
    return read_bool(value, pointer);
  } else if constexpr (std::is_floating_point_v<T>) {
    return read_number(value, pointer);
  } else if constexpr (std::is_integral_v<T>) {
    TRY(const auto whole, read_whole(value, pointer));
    if (!std::in_range<T>(whole)) return failure(bad_request("This is out of range.", pointer));
    return static_cast<T>(whole);
  } else if constexpr (is_a<T, std::optional>) {
    if (value.is_null()) return T{};
    TRY(auto inner, from_json<typename T::value_type>(value, pointer));
    return T{std::move(inner)};
  } else if constexpr (is_a<T, std::vector>) {
    return array_from_json<T>(value, pointer);
  } else if constexpr (is_a<T, std::map>) {
    return map_from_json<T>(value, pointer);
  } else {
    static_assert(Described<T>, "describe it with SPOTTER_DESCRIBE");
    return object_from_json<T>(value, pointer);
  }
}

/// Parses text and reads it as T.
template <class T>
Result<T> read_json(std::string_view text) {
  TRY(const auto value, parse(text));
  return from_json<T>(value);
}

}  // namespace spotter::wire
