#include "parts/live/flags/saved_groups.hpp"

#include <algorithm>

#include "base/limits.hpp"

namespace spotter::live {

namespace json = boost::json;

namespace {

SavedGroup compile_list(const json::object& entry) {
  SavedGroup group;
  group.kind = SavedGroup::Kind::list;
  const auto* values = entry.if_contains("values");
  if (values && values->is_array()) group.values.emplace(values->get_array());
  const auto* attribute = entry.if_contains("attributeKey");
  if (attribute && attribute->is_string()) group.attribute.emplace(attribute->get_string());
  return group;
}

SavedGroup compile_group(const json::value& entry) {
  SavedGroup group;
  if (const auto* list = entry.if_array()) {
    group.kind = SavedGroup::Kind::bare_list;
    group.values.emplace(*list);
    return group;
  }
  const auto* object = entry.if_object();
  const auto* type = object ? object->if_contains("type") : nullptr;
  if (!type || !type->is_string()) return group;
  if (type->get_string() == "list") return compile_list(*object);
  if (type->get_string() != "condition") return group;
  group.kind = SavedGroup::Kind::condition;
  const auto* condition = object->if_contains("condition");
  if (condition && condition->is_structured()) group.condition = compile_condition(*condition);
  return group;
}

// A group that a condition names: who is in it, and where to look.
struct Reference {
  std::string id;
  std::optional<AttributePath> attribute;

  bool matches(const json::value& actual, ConditionWalk& walk) const {
    const auto* group = walk.groups.find(id);
    const auto& open = walk.open_groups;
    if (!group || std::find(open.begin(), open.end(), id) != open.end()) return false;
    if (group->kind == SavedGroup::Kind::list) return in_list(*group, actual, walk);
    return group->condition && in_condition(*group->condition, actual, walk);
  }

  // The reference's attribute wins over the group's own.
  bool in_list(const SavedGroup& group, const json::value& actual, ConditionWalk& walk) const {
    const auto& path = attribute ? attribute : group.attribute;
    if (!path || !group.values) return false;
    json::value room;
    const auto& value = path->find(actual, room);
    if (const auto* values = value.if_array(); values && !walk.spend(values->size())) return false;
    return group.values->contains_any(value);
  }

  bool in_condition(const ConditionTest& test, const json::value& actual,
                    ConditionWalk& walk) const {
    if (walk.open_groups.size() >= limits::saved_group_depth_max) {
      walk.failed = true;
      return false;
    }
    walk.open_groups.push_back(id);
    const bool passed = test(actual, walk);
    walk.open_groups.pop_back();
    return passed;
  }
};

}  // namespace

SavedGroups::SavedGroups(const json::object& groups) {
  for (const auto& [id, entry] : groups) groups_.emplace(id, compile_group(entry));
}

const SavedGroup* SavedGroups::find(std::string_view id) const {
  const auto found = groups_.find(id);
  return found == groups_.end() ? nullptr : &found->second;
}

const ValueSet* SavedGroups::list(std::string_view id) const {
  static const ValueSet empty;
  const auto* group = find(id);
  if (!group) return &empty;
  return group->values ? &*group->values : nullptr;
}

ConditionTest compile_saved_group_reference(const json::value& reference) {
  const auto nobody = [](const json::value&, ConditionWalk&) { return false; };
  const auto* object = reference.if_object();
  const auto* id = object ? object->if_contains("id") : nullptr;
  if (!id || !id->is_string()) return nobody;
  Reference compiled{std::string(id->get_string()), {}};
  if (const auto* attribute = object->if_contains("attributeKey")) {
    if (!attribute->is_string()) return nobody;
    compiled.attribute.emplace(attribute->get_string());
  }
  return [compiled = std::move(compiled)](const json::value& actual, ConditionWalk& walk) {
    return compiled.matches(actual, walk);
  };
}

}  // namespace spotter::live
