// A condition of GrowthBook's targeting language, compiled once and tested often
// (protocols.md 3.4).
#pragma once

#include <boost/json/value.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace spotter::live {

class SavedGroups;

/// One test of a condition under way: what it may look up and what it may still spend.
struct ConditionWalk {
  const SavedGroups& groups;
  std::size_t steps_left;
  bool failed = false;                        ///< JavaScript would throw here, or steps ran out
  std::vector<std::string_view> open_groups;  ///< saved groups being resolved, to stop cycles

  /// Counts `steps`; false, and failed, when none are left.
  bool spend(std::size_t steps);
};

/// A compiled part of a condition: does this value pass?
using ConditionTest = std::function<bool(const boost::json::value& actual, ConditionWalk& walk)>;

/// Immutable; any number of threads may test at once.
class Condition {
 public:
  enum class Outcome { no, yes, failed };

  /// Reads any JSON as the JavaScript SDK does. What it cannot evaluate fails when it is tested;
  /// check_condition says so when it is saved.
  explicit Condition(const boost::json::value& condition);

  /// failed: the SDK would throw, or limits::condition_steps_max did not suffice.
  Outcome test(const boost::json::value& attributes, const SavedGroups& groups) const;

  /// True if the outcome is yes.
  bool passes(const boost::json::value& attributes, const SavedGroups& groups) const;

 private:
  ConditionTest test_;
};

/// The parts Condition is made of, for operators and saved groups that hold conditions themselves.
/// A condition: all of its members must pass on the attributes (evalCondition).
ConditionTest compile_condition(const boost::json::value& condition);
/// What one attribute's value must be (evalConditionValue); `insensitive` applies to texts.
ConditionTest compile_value_test(const boost::json::value& expected, bool insensitive = false);
/// Where JavaScript would throw.
ConditionTest failing_test();
/// True for a non-empty object whose names all start with "$"; arrays and texts never are.
bool is_operator_object(const boost::json::value& value);

}  // namespace spotter::live
