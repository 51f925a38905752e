#include "stats/reference_input_check.hpp"

#include <fmt/format.h>

#include <cmath>

namespace spotter::stats {

namespace json = boost::json;

namespace {

constexpr double counts_max = 9007199254740992;  // 2^53: whole numbers are exact up to here

Result<const json::value*> field(const json::object& input, std::string_view name) {
  if (const json::value* value = input.if_contains(name)) return value;
  return failure(bad_request(fmt::format("input has no \"{}\"", name)));
}

}  // namespace

Result<double> number_of(const json::value& value, std::string_view name) {
  if (value.is_number()) return value.to_number<double>();
  return failure(bad_request(fmt::format("\"{}\" is not a number", name)));
}

Result<std::uint64_t> count_of(const json::value& value, std::string_view name) {
  TRY(const double number, number_of(value, name));
  if (number >= 0 && number <= counts_max && number == std::floor(number)) {
    return static_cast<std::uint64_t>(number);
  }
  return failure(bad_request(fmt::format("\"{}\" is not a count from 0 to 2^53", name)));
}

Result<double> number(const json::object& input, std::string_view name) {
  TRY(const json::value* value, field(input, name));
  return number_of(*value, name);
}

Result<std::uint64_t> count(const json::object& input, std::string_view name) {
  TRY(const json::value* value, field(input, name));
  return count_of(*value, name);
}

Result<bool> truth(const json::object& input, std::string_view name) {
  TRY(const json::value* value, field(input, name));
  if (value->is_bool()) return value->get_bool();
  return failure(bad_request(fmt::format("\"{}\" is not true or false", name)));
}

Result<std::string_view> text(const json::object& input, std::string_view name) {
  TRY(const json::value* value, field(input, name));
  if (value->is_string()) return std::string_view(value->get_string());
  return failure(bad_request(fmt::format("\"{}\" is not text", name)));
}

Result<const json::array*> list(const json::object& input, std::string_view name) {
  TRY(const json::value* value, field(input, name));
  if (const json::array* array = value->if_array()) return array;
  return failure(bad_request(fmt::format("\"{}\" is not a list", name)));
}

Result<std::vector<double>> numbers(const json::object& input, std::string_view name) {
  TRY(const json::array* array, list(input, name));
  std::vector<double> values;
  for (const json::value& value : *array) {
    TRY(const double one, number_of(value, name));
    values.push_back(one);
  }
  return values;
}

Result<std::vector<std::uint64_t>> counts(const json::object& input, std::string_view name) {
  TRY(const json::array* array, list(input, name));
  std::vector<std::uint64_t> values;
  for (const json::value& value : *array) {
    TRY(const std::uint64_t one, count_of(value, name));
    values.push_back(one);
  }
  return values;
}

Result<Moments> arm(const json::object& input, std::string_view name) {
  TRY(const json::value* value, field(input, name));
  if (const json::object* sums = value->if_object()) {
    TRY(const std::uint64_t n, count(*sums, "n"));
    TRY(const double sum, number(*sums, "sum"));
    TRY(const double sum_squares, number(*sums, "sum_squares"));
    return Moments::of_sums(n, sum, sum_squares);
  }
  TRY(const std::vector<double> values, numbers(input, name));
  Moments state;
  for (const double one : values) state.add(one);
  return state;
}

Result<StageMoments> arms(const json::object& input) {
  StageMoments both;
  TRY(both.treatment, arm(input, "treatment"));
  TRY(both.control, arm(input, "control"));
  return both;
}

Result<std::vector<StageMoments>> stages(const json::object& input) {
  TRY(const json::array* listed, list(input, "stages"));
  std::vector<StageMoments> all;
  for (const json::value& one : *listed) {
    const json::object* stage = one.if_object();
    if (!stage) return failure(bad_request("a stage is not an object"));
    TRY(const StageMoments both, arms(*stage));
    all.push_back(both);
  }
  return all;
}

json::value optional_value(std::optional<double> value) {
  if (value && std::isfinite(*value)) return *value;
  return nullptr;
}

}  // namespace spotter::stats
