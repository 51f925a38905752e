#include "parts/live/flags/sticky_bucket.hpp"

#include <algorithm>

#include "parts/live/flags/javascript_number.hpp"

namespace spotter::live {

namespace json = boost::json;

namespace {

// True for "experiment__N" with a whole N below the experiment's least version.
bool is_blocking(const Experiment& experiment, std::string_view name) {
  const std::string prefix = experiment.key + "__";
  if (!name.starts_with(prefix)) return false;
  const auto digits = name.substr(prefix.size());
  const double version = javascript::parse_leading_integer(digits);
  return version >= 0 && version < experiment.sticky.bucket_version_min &&
         javascript::to_text(version) == digits;
}

bool holds_blocking(const Experiment& experiment, const json::object* assignments) {
  return assignments &&
         std::any_of(assignments->begin(), assignments->end(), [&](const auto& assignment) {
           return is_blocking(experiment, assignment.key());
         });
}

std::optional<std::size_t> arm_of_key(const Experiment& experiment, const json::value& key) {
  const auto* text = key.if_string();
  const auto found = std::find_if(
      experiment.meta.begin(), experiment.meta.end(),
      [&](const ArmMeta& meta) { return text && !meta.key.empty() && *text == meta.key; });
  if (found == experiment.meta.end()) return std::nullopt;
  return static_cast<std::size_t>(found - experiment.meta.begin());
}

}  // namespace

json::object to_json(const StickyDocument& document) {
  return {{"attributeName", document.attribute_name},
          {"attributeValue", document.attribute_value},
          {"assignments", document.assignments}};
}

StickyFinding find_sticky(const Experiment& experiment, const json::object* of_unit,
                          const json::object* of_fallback) {
  if (holds_blocking(experiment, of_unit) || holds_blocking(experiment, of_fallback))
    return {std::nullopt, true};
  const auto name = sticky_name(experiment);
  for (const auto* assignments : {of_unit, of_fallback}) {
    const auto* key = assignments ? assignments->if_contains(name) : nullptr;
    if (key) return {arm_of_key(experiment, *key), false};
  }
  return {};
}

std::string sticky_name(const Experiment& experiment) {
  return experiment.key + "__" + experiment.sticky.bucket_version;
}

}  // namespace spotter::live
