// Saved groups: audiences that conditions name instead of repeating.
#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <optional>
#include <string>

#include "parts/live/flags/attribute_path.hpp"
#include "parts/live/flags/condition.hpp"
#include "parts/live/flags/value_set.hpp"

namespace spotter::live {

/// One group: a bare list, a list that names its attribute, or a condition. What is none of them
/// matches nobody.
struct SavedGroup {
  enum class Kind { bare_list, list, condition, unusable };
  Kind kind = Kind::unusable;
  std::optional<ValueSet> values;          ///< of both kinds of list; none if malformed
  std::optional<AttributePath> attribute;  ///< of a list that names it
  std::optional<ConditionTest> condition;
};

/// All groups by id. Immutable after construction.
class SavedGroups {
 public:
  SavedGroups() = default;
  explicit SavedGroups(const boost::json::object& groups);

  /// Nothing if there is no such group.
  const SavedGroup* find(std::string_view id) const;

  /// The values $inGroup and $notInGroup look in: an unknown group is an empty list, a group that
  /// is no list is nothing and passes nobody.
  const ValueSet* list(std::string_view id) const;

 private:
  std::map<std::string, SavedGroup, std::less<>> groups_;
};

/// `{"$savedGroup": {"id": …, "attributeKey": …}}` (since SDK 1.8.0).
ConditionTest compile_saved_group_reference(const boost::json::value& reference);

}  // namespace spotter::live
