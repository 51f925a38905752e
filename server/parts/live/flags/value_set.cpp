#include "parts/live/flags/value_set.hpp"

#include <algorithm>

#include "parts/live/flags/letter_case.hpp"

namespace spotter::live {

ValueSet::ValueSet(const boost::json::array& values, bool insensitive) : insensitive_(insensitive) {
  for (const auto& value : values) {
    if (const auto* text = value.if_string())
      texts_.insert(insensitive ? to_lower_case(*text) : std::string(*text));
    else if (const auto* flag = value.if_bool()) (*flag ? has_true_ : has_false_) = true;
    else if (value.is_number()) numbers_.push_back(value.to_number<double>());
    else if (value.is_null()) has_null_ = true;
  }
  std::sort(numbers_.begin(), numbers_.end());
}

bool ValueSet::contains(const boost::json::value& value) const {
  if (const auto* text = value.if_string())
    return texts_.contains(insensitive_ ? to_lower_case(*text) : std::string(*text));
  if (const auto* flag = value.if_bool()) return *flag ? has_true_ : has_false_;
  if (value.is_number())
    return std::binary_search(numbers_.begin(), numbers_.end(), value.to_number<double>());
  return value.is_null() && has_null_;
}

bool ValueSet::contains_any(const boost::json::value& actual) const {
  const auto* array = actual.if_array();
  if (!array) return contains(actual);
  return std::any_of(array->begin(), array->end(),
                     [this](const auto& element) { return contains(element); });
}

}  // namespace spotter::live
