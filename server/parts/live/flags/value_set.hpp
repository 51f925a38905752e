// A list of JSON values with quick membership: the right-hand side of $in and of saved groups.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <unordered_set>
#include <vector>

namespace spotter::live {

/// Holds the texts, numbers, booleans and null of a list. Arrays and objects in it are never equal
/// to an attribute's (JavaScript compares their identity), so they are left out.
class ValueSet {
 public:
  ValueSet() = default;
  explicit ValueSet(const boost::json::array& values, bool insensitive = false);

  /// values.includes(value), or with `insensitive` the same after toLowerCase().
  bool contains(const boost::json::value& value) const;

  /// GrowthBook's isIn: an array is in the set if any of its elements is.
  bool contains_any(const boost::json::value& actual) const;

 private:
  bool insensitive_ = false;
  std::unordered_set<std::string> texts_;
  std::vector<double> numbers_;  // sorted
  bool has_true_ = false;
  bool has_false_ = false;
  bool has_null_ = false;
};

}  // namespace spotter::live
