#include "parts/live/flags/json_fields.hpp"

#include <limits>

#include "parts/live/flags/javascript_value.hpp"

namespace spotter::live {

namespace json = boost::json;

const json::value* given(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value && javascript::is_truthy(*value) ? value : nullptr;
}

std::string given_text(const json::object& object, std::string_view name,
                       std::string_view fallback) {
  const auto* value = given(object, name);
  return value ? javascript::to_text(*value) : std::string(fallback);
}

HashSeed seed_of(const json::value* value) {
  if (!value) return {"undefined", false};
  return {javascript::to_text(*value), value->is_string() || value->is_structured()};
}

HashSeed given_seed(const json::object& object, std::string_view name, std::string_view fallback) {
  const auto* value = given(object, name);
  return value ? seed_of(value) : HashSeed{std::string(fallback), true};
}

int given_hash_version(const json::object& object, std::string_view name, int fallback) {
  const auto* value = given(object, name);
  if (!value) return fallback;
  const double version = value->is_number() ? value->to_number<double>() : 0;
  return version == 1 ? 1 : version == 2 ? 2 : 0;
}

std::string below(const std::string& at, std::string_view name) {
  return at + "/" + pointer_token(name);
}

std::string below(const std::string& at, std::size_t index) {
  return at + "/" + std::to_string(index);
}

Result<const json::object*> read_object(const json::value& value, const std::string& at) {
  if (const auto* object = value.if_object()) return object;
  return failure(bad_request("This must be an object.", at));
}

Result<const json::array*> read_list(const json::value& value, const std::string& at) {
  if (const auto* list = value.if_array()) return list;
  return failure(bad_request("This must be a list.", at));
}

Result<std::vector<double>> read_numbers(const json::value& value, const std::string& at) {
  TRY(const auto* list, read_list(value, at));
  std::vector<double> numbers;
  for (const auto& item : *list) {
    if (!item.is_number())
      return failure(bad_request("This must be a number.", below(at, numbers.size())));
    numbers.push_back(item.to_number<double>());
  }
  return numbers;
}

Result<BucketRange> read_range(const json::value& value, const std::string& at) {
  TRY(const auto* pair, read_list(value, at));
  const auto number = [&](std::size_t i) {
    const auto* item = pair->if_contains(i);
    return item ? javascript::to_number(*item) : std::numeric_limits<double>::quiet_NaN();
  };
  return BucketRange{number(0), number(1)};
}

Result<std::vector<BucketRange>> read_ranges(const json::value& value, const std::string& at) {
  TRY(const auto* list, read_list(value, at));
  std::vector<BucketRange> ranges;
  for (const auto& item : *list) {
    TRY(const auto range, read_range(item, below(at, ranges.size())));
    ranges.push_back(range);
  }
  return ranges;
}

}  // namespace spotter::live
