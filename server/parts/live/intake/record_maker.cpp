#include "parts/live/intake/record_maker.hpp"

#include <charconv>
#include <cmath>

#include "base/limits.hpp"
#include "parts/live/define/rules.hpp"

namespace spotter::live {

namespace {

// The unit is that of the userId, else of the anonymousId (semantics.md, "Unit").
const std::string& unit_text(const TrackedEvent& event) {
  return event.user_id.empty() ? event.anonymous_id : event.user_id;
}

std::optional<ExposureClaim> claim_of(const TrackedEvent& event, const Snapshot& snapshot) {
  if (event.kind != EventKind::track || event.name != exposure_event_name) return std::nullopt;
  const auto* launch = snapshot.launch(event.experiment);
  // What names no launch or arm of ours may be anything, an id as well: it is not kept.
  if (!launch) return std::nullopt;
  ExposureClaim claim{launch->key, "", assigned_arm(*launch, unit_text(event))};
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

}  // namespace

EventRecord RecordMaker::make(const TrackedEvent& event, const Arrival& arrival,
                              const Snapshot& snapshot) const {
  EventRecord record;
  record.kind = event.kind;
  record.unit = pseudonyms_.of(unit_text(event));
  if (!event.user_id.empty()) record.anonymous_unit = pseudonyms_.of(event.anonymous_id);
  record.message_id =
      event.message_id.empty() ? "spotter-" + random_hex(random_, 16) : event.message_id;
  record.message = pseudonyms_.of_message(arrival.source, record.message_id);
  if (record.message_id.size() > limits::message_id_chars_max)
    record.message_id = to_text(record.message);
  record.received = arrival.received;
  record.at = arrival.at;
  record.original = event.original;
  record.sent = event.sent;
  if (event.kind == EventKind::track) {
    record.name = event.name;
    record.values = values_of(event, snapshot);
  }
  record.exposure = claim_of(event, snapshot);
  return record;
}

}  // namespace spotter::live
