#include "parts/live/flags/condition_operator.hpp"

#include <algorithm>
#include <compare>
#include <iterator>

#include "parts/live/flags/javascript_value.hpp"
#include "parts/live/flags/regex.hpp"
#include "parts/live/flags/saved_groups.hpp"
#include "parts/live/flags/utf16.hpp"
#include "parts/live/flags/value_set.hpp"
#include "parts/live/flags/version_text.hpp"

namespace spotter::live {

namespace json = boost::json;

namespace {

constexpr std::size_t regex_cost = 100;     // steps; a match does far more work than a comparison
constexpr std::size_t units_per_step = 16;  // of a text that is searched

ConditionTest never() {
  return [](const json::value&, ConditionWalk&) { return false; };
}

ConditionTest inverse(ConditionTest test) {
  return [test = std::move(test)](const json::value& actual, ConditionWalk& walk) {
    return !test(actual, walk);
  };
}

template <class Holds>
ConditionTest compare_values(const json::value& expected, Holds holds) {
  return [expected, holds](const json::value& actual, ConditionWalk&) {
    return holds(javascript::compare(actual, expected));
  };
}

template <class Holds>
ConditionTest compare_versions(const json::value& expected, Holds holds) {
  return [expected = padded_version(expected), holds](const json::value& actual, ConditionWalk&) {
    return holds(compare_units(padded_version(actual), expected));
  };
}

// Each is a type of its own, so that a test holds no pointer to a function.
constexpr auto less = [](auto order) { return order < 0; };
constexpr auto less_or_equal = [](auto order) { return order <= 0; };
constexpr auto greater = [](auto order) { return order > 0; };
constexpr auto greater_or_equal = [](auto order) { return order >= 0; };
constexpr auto equal = [](auto order) { return order == 0; };

ConditionTest same(const json::value& expected) {
  return [expected](const json::value& actual, ConditionWalk&) {
    return javascript::is_same(actual, expected);
  };
}

ConditionTest exists(const json::value& expected) {
  return [wanted = javascript::is_truthy(expected)](const json::value& actual, ConditionWalk&) {
    return wanted != actual.is_null();
  };
}

ConditionTest member_of(const json::value& expected, bool insensitive, bool wanted) {
  const auto* list = expected.if_array();
  if (!list) return never();
  return
      [set = ValueSet(*list, insensitive), wanted](const json::value& actual, ConditionWalk& walk) {
        if (const auto* values = actual.if_array(); values && !walk.spend(values->size()))
          return false;
        return set.contains_any(actual) == wanted;
      };
}

ConditionTest in_group(const json::value& expected, bool wanted) {
  return
      [id = javascript::to_text(expected), wanted](const json::value& actual, ConditionWalk& walk) {
        if (const auto* values = actual.if_array(); values && !walk.spend(values->size()))
          return false;
        const auto* list = walk.groups.list(id);
        return list && list->contains_any(actual) == wanted;
      };
}

ConditionTest size(const json::value& expected) {
  return [test = compile_value_test(expected)](const json::value& actual, ConditionWalk& walk) {
    const auto* list = actual.if_array();
    return list && test(json::value(list->size()), walk);
  };
}

ConditionTest any_element(const json::value& expected) {
  const bool operators = is_operator_object(expected);
  return [test = operators ? compile_value_test(expected) : compile_condition(expected),
          throws = expected.is_null()](const json::value& actual, ConditionWalk& walk) {
    const auto* list = actual.if_array();
    if (list && throws) walk.failed = true;  // also for an empty list
    return list && std::any_of(list->begin(), list->end(), [&](const json::value& element) {
             return walk.spend(1) && !element.is_null() && test(element, walk);
           });
  };
}

ConditionTest all_present(const json::value& expected, bool insensitive) {
  const auto* wanted = expected.if_array();
  if (!wanted) return never();
  std::vector<ConditionTest> tests;
  for (const auto& item : *wanted) tests.push_back(compile_value_test(item, insensitive));
  return [tests = std::move(tests)](const json::value& actual, ConditionWalk& walk) {
    const auto* list = actual.if_array();
    if (!list) return false;
    const auto present = [&](const ConditionTest& test) {
      return std::any_of(list->begin(), list->end(), [&](const json::value& element) {
        return walk.spend(1) && test(element, walk);
      });
    };
    return std::all_of(tests.begin(), tests.end(), present);
  };
}

ConditionTest regex(const json::value& expected, bool insensitive) {
  const auto* pattern = expected.if_string();
  auto compiled = pattern ? Regex::compile(*pattern, insensitive) : std::nullopt;
  if (!compiled) return never();
  return [regex = std::move(*compiled)](const json::value& actual, ConditionWalk& walk) {
    const auto subject = javascript::to_text(actual);
    if (!walk.spend(regex_cost + subject.size() / units_per_step)) return false;
    return regex.match(subject) == Regex::Match::yes;
  };
}

ConditionTest type(const json::value& expected) {
  return [expected](const json::value& actual, ConditionWalk&) {
    const auto* name = expected.if_string();
    return name && *name == javascript::type_name(actual);
  };
}

using Compile = ConditionTest (*)(const json::value& expected);
using Value = const json::value&;

struct NamedOperator {
  std::string_view name;
  Compile compile;
};

constexpr NamedOperator operators[] = {
    {"$veq", [](Value e) { return compare_versions(e, equal); }},
    {"$vne", [](Value e) { return inverse(compare_versions(e, equal)); }},
    {"$vgt", [](Value e) { return compare_versions(e, greater); }},
    {"$vgte", [](Value e) { return compare_versions(e, greater_or_equal); }},
    {"$vlt", [](Value e) { return compare_versions(e, less); }},
    {"$vlte", [](Value e) { return compare_versions(e, less_or_equal); }},
    {"$eq", same},
    {"$ne", [](Value e) { return inverse(same(e)); }},
    {"$lt", [](Value e) { return compare_values(e, less); }},
    {"$lte", [](Value e) { return compare_values(e, less_or_equal); }},
    {"$gt", [](Value e) { return compare_values(e, greater); }},
    {"$gte", [](Value e) { return compare_values(e, greater_or_equal); }},
    {"$exists", exists},
    {"$in", [](Value e) { return member_of(e, false, true); }},
    {"$ini", [](Value e) { return member_of(e, true, true); }},
    {"$nin", [](Value e) { return member_of(e, false, false); }},
    {"$nini", [](Value e) { return member_of(e, true, false); }},
    {"$inGroup", [](Value e) { return in_group(e, true); }},
    {"$notInGroup", [](Value e) { return in_group(e, false); }},
    {"$not", [](Value e) { return inverse(compile_value_test(e)); }},
    {"$size", size},
    {"$elemMatch", any_element},
    {"$all", [](Value e) { return all_present(e, false); }},
    {"$alli", [](Value e) { return all_present(e, true); }},
    {"$regex", [](Value e) { return regex(e, false); }},
    {"$regexi", [](Value e) { return regex(e, true); }},
    {"$type", type},
};

const NamedOperator* find_operator(std::string_view name) {
  const auto found = std::find_if(std::begin(operators), std::end(operators),
                                  [&](const NamedOperator& o) { return o.name == name; });
  return found == std::end(operators) ? nullptr : found;
}

}  // namespace

ConditionTest compile_operator(std::string_view name, const json::value& expected) {
  const auto* found = find_operator(name);
  return found ? found->compile(expected) : never();
}

bool is_operator(std::string_view name) { return find_operator(name) != nullptr; }

}  // namespace spotter::live
