#include "parts/live/intake/record_maker.hpp"

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
  if (event.kind == EventKind::track) record.name = event.name;
  record.exposure = claim_of(event, snapshot);
  return record;
}

}  // namespace spotter::live
