// JSON values under JavaScript's rules: what is true, what is equal, what a value is as text
// (ECMAScript 2023, section 7). Members inherited from Object.prototype do not exist here.
#pragma once

#include <boost/json/value.hpp>
#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace spotter::live::javascript {

/// Boolean(value): false for null, false, 0, NaN and "".
bool is_truthy(const boost::json::value& value);

/// Number(value).
double to_number(const boost::json::value& value);

/// String(value): arrays are joined with commas, objects are "[object Object]".
std::string to_text(const boost::json::value& value);

/// JSON.stringify(value): integer-like names first, numbers in their shortest form.
std::string stringify(const boost::json::value& value);

/// The members of an object in JavaScript's order: integer-like names ascending, then the others as
/// they came. The pointers live as long as the object is not changed.
std::vector<const boost::json::key_value_pair*> members(const boost::json::object& object);

/// The type as GrowthBook's $type names it: null, boolean, number, string, array, object.
std::string_view type_name(const boost::json::value& value);

/// left === right for a condition's value and an attribute: two arrays or objects are never the
/// same.
bool is_same(const boost::json::value& left, const boost::json::value& right);

/// JavaScript's `<` and `>`: two texts by UTF-16 unit, anything else as numbers; unordered if one
/// is not a number.
std::partial_ordering compare(const boost::json::value& left, const boost::json::value& right);

}  // namespace spotter::live::javascript
