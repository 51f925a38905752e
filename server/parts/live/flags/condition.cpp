#include "parts/live/flags/condition.hpp"

#include <algorithm>
#include <utility>

#include "base/limits.hpp"
#include "parts/live/flags/attribute_path.hpp"
#include "parts/live/flags/condition_operator.hpp"
#include "parts/live/flags/javascript_value.hpp"
#include "parts/live/flags/letter_case.hpp"
#include "parts/live/flags/saved_groups.hpp"
#include "parts/live/flags/utf16.hpp"

namespace spotter::live {

namespace json = boost::json;

namespace {

using Tests = std::vector<ConditionTest>;
using Entries = std::vector<std::pair<std::string, json::value>>;

std::vector<std::string> letters(std::string_view text) {
  std::vector<std::string> list;
  for (std::size_t at = 0; at < text.size();)
    append_utf8(list.emplace_back(), next_code_point(text, at));
  return list;
}

// Object.entries: also of arrays and texts; numbers and booleans have none. Null throws before.
Entries entries_of(const json::value& value) {
  Entries entries;
  const auto add = [&](const auto& item) {
    entries.emplace_back(std::to_string(entries.size()), item);
  };
  if (const auto* object = value.if_object())
    for (const auto* member : javascript::members(*object))
      entries.emplace_back(member->key(), member->value());
  if (const auto* array = value.if_array()) std::for_each(array->begin(), array->end(), add);
  if (const auto* text = value.if_string())
    for (const auto& letter : letters(*text)) add(json::string(letter));
  return entries;
}

ConditionTest all_of(Tests tests) {
  return [tests = std::move(tests)](const json::value& actual, ConditionWalk& walk) {
    return std::all_of(tests.begin(), tests.end(), [&](const ConditionTest& test) {
      return walk.spend(1) && test(actual, walk);
    });
  };
}

ConditionTest any_of(Tests tests) {
  return [tests = std::move(tests)](const json::value& actual, ConditionWalk& walk) {
    return tests.empty() || std::any_of(tests.begin(), tests.end(), [&](const ConditionTest& test) {
             return walk.spend(1) && test(actual, walk);
           });
  };
}

ConditionTest unless(ConditionTest test) {
  return [test = std::move(test)](const json::value& actual, ConditionWalk& walk) {
    return !test(actual, walk);
  };
}

// The list behind $and, $or and $nor: anything but a list counts as empty.
Tests compile_list(const json::value& list) {
  Tests tests;
  if (list.is_array() || list.is_string())
    for (const auto& [index, item] : entries_of(list)) tests.push_back(compile_condition(item));
  return tests;
}

ConditionTest compile_path(const std::string& path, const json::value& expected) {
  return [path = AttributePath(path), test = compile_value_test(expected)](
             const json::value& actual, ConditionWalk& walk) {
    json::value room;
    return test(path.find(actual, room), walk);
  };
}

ConditionTest compile_member(const std::string& name, const json::value& expected) {
  const bool is_list = name == "$or" || name == "$nor" || name == "$and";
  if (is_list && expected.is_null()) return failing_test();
  if (name == "$or") return any_of(compile_list(expected));
  if (name == "$nor") return unless(any_of(compile_list(expected)));
  if (name == "$and") return all_of(compile_list(expected));
  if (name == "$not") return unless(compile_condition(expected));
  if (name == "$savedGroup") return compile_saved_group_reference(expected);
  return compile_path(name, expected);
}

ConditionTest compile_text(const json::string& expected, bool insensitive) {
  if (insensitive)
    return [lowered = to_lower_case(expected)](const json::value& actual, ConditionWalk&) {
      return to_lower_case(javascript::to_text(actual)) == lowered;
    };
  return [expected = std::string(expected)](const json::value& actual, ConditionWalk&) {
    if (const auto* text = actual.if_string()) return *text == expected;
    return javascript::to_text(actual) == expected;
  };
}

ConditionTest compile_serialized(const json::value& expected) {
  return [text = javascript::stringify(expected)](const json::value& actual, ConditionWalk&) {
    return actual.is_structured() && javascript::stringify(actual) == text;
  };
}

ConditionTest compile_operators(const json::object& operators) {
  Tests tests;
  for (const auto* member : javascript::members(operators))
    tests.push_back(compile_operator(member->key(), member->value()));
  return all_of(std::move(tests));
}

}  // namespace

bool ConditionWalk::spend(std::size_t steps) {
  if (failed || steps_left < steps) failed = true;
  else steps_left -= steps;
  return !failed;
}

ConditionTest failing_test() {
  return [](const json::value&, ConditionWalk& walk) {
    walk.failed = true;
    return false;
  };
}

bool is_operator_object(const json::value& value) {
  const auto* object = value.if_object();
  return object && !object->empty() &&
         std::all_of(object->begin(), object->end(),
                     [](const auto& member) { return member.key().starts_with("$"); });
}

ConditionTest compile_value_test(const json::value& expected, bool insensitive) {
  if (const auto* text = expected.if_string()) return compile_text(*text, insensitive);
  if (expected.is_number())
    return [number = expected.to_number<double>()](const json::value& actual, ConditionWalk&) {
      return javascript::to_number(actual) == number;
    };
  if (const auto* flag = expected.if_bool())
    return [flag = *flag](const json::value& actual, ConditionWalk&) {
      return !actual.is_null() && javascript::is_truthy(actual) == flag;
    };
  if (expected.is_null())
    return [](const json::value& actual, ConditionWalk&) { return actual.is_null(); };
  if (is_operator_object(expected)) return compile_operators(expected.get_object());
  return compile_serialized(expected);
}

ConditionTest compile_condition(const json::value& condition) {
  if (condition.is_null()) return failing_test();
  Tests tests;
  for (const auto& [name, expected] : entries_of(condition))
    tests.push_back(compile_member(name, expected));
  return all_of(std::move(tests));
}

Condition::Condition(const json::value& condition) : test_(compile_condition(condition)) {}

Condition::Outcome Condition::test(const json::value& attributes, const SavedGroups& groups) const {
  ConditionWalk walk{groups, limits::condition_steps_max, false, {}};
  const bool passed = test_(attributes, walk);
  if (walk.failed) return Outcome::failed;
  return passed ? Outcome::yes : Outcome::no;
}

bool Condition::passes(const json::value& attributes, const SavedGroups& groups) const {
  return test(attributes, groups) == Outcome::yes;
}

}  // namespace spotter::live
