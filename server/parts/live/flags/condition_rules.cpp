#include "parts/live/flags/condition_rules.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <string_view>

#include "base/limits.hpp"
#include "parts/live/flags/condition_operator.hpp"
#include "parts/live/flags/json_fields.hpp"
#include "parts/live/flags/regex.hpp"

namespace spotter::live {

namespace json = boost::json;

namespace {

bool is_deeper(const json::value& value, std::size_t depth) {
  if (!value.is_structured()) return false;
  if (depth == 0) return true;
  const auto deeper = [&](const json::value& inner) { return is_deeper(inner, depth - 1); };
  if (const auto* list = value.if_array()) return std::any_of(list->begin(), list->end(), deeper);
  const auto& object = value.get_object();
  return std::any_of(object.begin(), object.end(),
                     [&](const auto& member) { return deeper(member.value()); });
}

bool is_scalar(const json::value& value) { return !value.is_structured(); }

template <std::size_t n>
bool is_one_of(std::string_view name, const std::array<std::string_view, n>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 6> list_operators{"$in",   "$nin", "$ini",
                                                         "$nini", "$all", "$alli"};
constexpr std::array<std::string_view, 4> order_operators{"$lt", "$lte", "$gt", "$gte"};
constexpr std::array<std::string_view, 6> version_operators{"$veq",  "$vne", "$vgt",
                                                            "$vgte", "$vlt", "$vlte"};
constexpr std::array<std::string_view, 6> type_names{"null",   "boolean", "string",
                                                     "number", "array",   "object"};

// Walks a condition and collects what is wrong with it.
class Inspection {
 public:
  void condition(const json::value& value, const std::string& at) {
    const auto* object = value.if_object();
    if (!object) return add("A condition must be an object.", at);
    for (const auto& [name, expected] : *object) member(name, expected, below(at, name));
  }

  std::vector<Problem> take() { return std::move(problems_); }

 private:
  void add(std::string sentence, const std::string& at) {
    problems_.push_back(bad_request(std::move(sentence), at));
  }

  void member(std::string_view name, const json::value& expected, const std::string& at) {
    if (name == "$or" || name == "$and" || name == "$nor") conditions(expected, at);
    else if (name == "$not") condition(expected, at);
    else if (name == "$savedGroup") saved_group(expected, at);
    else if (name.starts_with("$")) unknown(name, at);
    else value_test(expected, at);
  }

  void unknown(std::string_view name, const std::string& at) {
    add(fmt::format("\"{}\" is no operator here; clients would let nobody pass.", name), at);
  }

  void conditions(const json::value& list, const std::string& at) {
    if (!list.is_array()) return add("This must be a list of conditions.", at);
    for (std::size_t i = 0; i < list.get_array().size(); ++i)
      condition(list.get_array()[i], below(at, i));
  }

  void saved_group(const json::value& value, const std::string& at) {
    const auto* object = value.if_object();
    const auto* id = object ? object->if_contains("id") : nullptr;
    if (!id || !id->is_string()) return add("This must be an object with the group's \"id\".", at);
    const auto* attribute = object->if_contains("attributeKey");
    if (attribute && !attribute->is_string())
      add("This must be an attribute's name.", below(at, "attributeKey"));
  }

  void value_test(const json::value& expected, const std::string& at) {
    const auto* object = expected.if_object();
    if (!object) return;
    const auto operators = std::count_if(object->begin(), object->end(),
                                         [](const auto& m) { return m.key().starts_with("$"); });
    if (operators == 0) return;
    if (static_cast<std::size_t>(operators) < object->size())
      return add("This mixes operators with names; clients would compare it as a text.", at);
    for (const auto& [name, operand] : *object) operation(name, operand, below(at, name));
  }

  void operation(std::string_view name, const json::value& operand, const std::string& at) {
    if (!is_operator(name)) return unknown(name, at);
    if (is_one_of(name, list_operators) && !operand.is_array()) add("This must be a list.", at);
    else if (is_one_of(name, order_operators) && !operand.is_number() && !operand.is_string())
      add("This must be a number or a text.", at);
    else if (is_one_of(name, version_operators) && !operand.is_number() && !operand.is_string())
      add("This must be a version.", at);
    else if ((name == "$eq" || name == "$ne") && !is_scalar(operand))
      add("A list or an object is never identical to an attribute; leave the operator out.", at);
    else nested(name, operand, at);
  }

  void nested(std::string_view name, const json::value& operand, const std::string& at) {
    if (name == "$all" || name == "$alli") {
      for (std::size_t i = 0; i < operand.get_array().size(); ++i)
        value_test(operand.get_array()[i], below(at, i));
    } else if (name == "$not" || name == "$size") {
      value_test(operand, at);
    } else if (name == "$elemMatch") {
      element_test(operand, at);
    } else if (name == "$regex" || name == "$regexi") {
      regex(operand, name == "$regexi", at);
    } else if (name == "$exists" && !operand.is_bool()) {
      add("This must be true or false.", at);
    } else if ((name == "$inGroup" || name == "$notInGroup") && !operand.is_string()) {
      add("This must be a saved group's id.", at);
    } else if (name == "$type" &&
               !(operand.is_string() && is_one_of(operand.get_string(), type_names))) {
      add("This must be null, boolean, string, number, array or object.", at);
    }
  }

  void element_test(const json::value& operand, const std::string& at) {
    if (is_operator_object(operand)) value_test(operand, at);
    else condition(operand, at);
  }

  void regex(const json::value& operand, bool insensitive, const std::string& at) {
    const auto* text = operand.if_string();
    if (!text) return add("This must be a text.", at);
    if (text->size() > limits::regex_bytes_max)
      return add(fmt::format("A regular expression has at most {} bytes.", limits::regex_bytes_max),
                 at);
    if (!Regex::compile(*text, insensitive))
      return add("This is no regular expression of JavaScript.", at);
    const RE2 portable(re2::StringPiece(text->data(), text->size()), RE2::Quiet);
    if (!portable.ok())
      add(fmt::format("This regular expression is not portable: {}.", portable.error()), at);
  }

  std::vector<Problem> problems_;
};

}  // namespace

std::vector<Problem> check_condition(const json::value& condition, const std::string& at) {
  if (is_deeper(condition, limits::condition_depth_max))
    return {bad_request(
        fmt::format("A condition has at most {} levels.", limits::condition_depth_max), at)};
  if (json::serialize(condition).size() > limits::condition_bytes_max)
    return {bad_request(
        fmt::format("A condition has at most {} bytes.", limits::condition_bytes_max), at)};
  Inspection inspection;
  inspection.condition(condition, at);
  return inspection.take();
}

}  // namespace spotter::live
