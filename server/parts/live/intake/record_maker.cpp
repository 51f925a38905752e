#include "parts/live/intake/record_maker.hpp"

#include <charconv>
#include <cmath>

#include "base/limits.hpp"
#include "parts/live/define/rules.hpp"

namespace spotter::live {

namespace {

// The launch that an exposure names. What names no launch of ours may be anything, an id as well:
// it is not kept.
const LaunchDefinition* exposed_launch(const TrackedEvent& event, const Snapshot& snapshot) {
  const bool exposure = event.kind == EventKind::track && event.name == exposure_event_name;
  return exposure ? snapshot.launch(event.experiment) : nullptr;
}

// The unit is that of the hashed attribute if the launch hashes the same one, else of the userId,
// else of the anonymousId (semantics.md, "Unit").
const std::string& unit_text(const TrackedEvent& event, const LaunchDefinition* launch) {
  const bool named = launch && event.hash_attribute == launch->unit;
  if (named && !event.hash_value.empty()) return event.hash_value;
  return event.user_id.empty() ? event.anonymous_id : event.user_id;
}

std::optional<ExposureClaim> claim_of(const TrackedEvent& event, const LaunchDefinition* launch,
                                      const std::string& unit) {
  if (!launch) return std::nullopt;
  ExposureClaim claim{launch->key, "", assigned_arm(*launch, unit)};
  for (const auto& arm : launch->arms) {
    if (arm.key == event.variation) claim.arm = arm.key;
  }
  return claim;
}

// The member of nested objects that a dotted path below "properties." names.
const boost::json::value* find(const boost::json::object& properties, std::string_view path) {
  const auto* members = &properties;
  while (true) {
    const auto dot = path.find('.');
    const auto* value = members->if_contains(path.substr(0, dot));
    if (!value || dot == std::string_view::npos) return value;
    members = value->if_object();
    if (!members) return nullptr;
    path.remove_prefix(dot + 1);
  }
}

// Shops send amounts as text as often as as numbers.
std::optional<double> number_of(const boost::json::value& value) {
  double number = 0;
  if (value.is_number()) {
    number = value.to_number<double>();
  } else if (const auto* text = value.if_string()) {
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (error != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  } else {
    return std::nullopt;
  }
  if (!(std::abs(number) <= limits::value_max)) return std::nullopt;
  return number;
}

std::vector<EventValue> values_of(const TrackedEvent& event, const Snapshot& snapshot) {
  constexpr std::string_view root = "properties.";
  std::vector<EventValue> values;
  for (const auto& path : snapshot.value_paths(event.name)) {
    const auto* value = find(event.properties, std::string_view(path).substr(root.size()));
    const auto number = value ? number_of(*value) : std::nullopt;
    if (number) values.push_back({path, *number});
  }
  return values;
}

// What makes an exposure the same one. NUL keeps the parts apart: no id holds one. An exposure from
// before its launch was known is another one: it counted for nothing.
std::string exposure_name(const TrackedEvent& event, bool known, const std::string& unit) {
  std::string name = known ? "exposure" : "unknown exposure";
  for (const auto* part : {&event.experiment, &unit, &event.variation}) {
    name += '\0';
    name += *part;
  }
  return name;
}

}  // namespace

EventRecord RecordMaker::make(const TrackedEvent& event, const Arrival& arrival,
                              const Snapshot& snapshot) const {
  EventRecord record;
  record.kind = event.kind;
  const auto* launch = exposed_launch(event, snapshot);
  const auto& unit = unit_text(event, launch);
  record.unit = pseudonyms_.of(unit);
  if (!event.user_id.empty()) record.anonymous_unit = pseudonyms_.of(event.anonymous_id);
  record.message_id = message_id_of(event, launch != nullptr, unit);
  record.message = pseudonyms_.of_message(arrival.source, record.message_id);
  if (event.same_exposure_is_same_message ||
      record.message_id.size() > limits::message_id_chars_max)
    record.message_id = to_text(record.message);
  record.received = arrival.received;
  record.at = arrival.at;
  record.original = event.original;
  record.sent = event.sent;
  if (event.kind == EventKind::track) {
    record.name = event.name;
    record.values = values_of(event, snapshot);
  }
  record.exposure = claim_of(event, launch, unit);
  return record;
}

// May hold a raw id where it names an exposure: then only its pseudonym is kept.
std::string RecordMaker::message_id_of(const TrackedEvent& event, bool known,
                                       const std::string& unit) const {
  if (event.same_exposure_is_same_message) return exposure_name(event, known, unit);
  if (!event.message_id.empty()) return event.message_id;
  return "spotter-" + random_hex(random_, 16);
}

}  // namespace spotter::live
