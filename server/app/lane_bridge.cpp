#include "app/lane_bridge.hpp"

#include <fmt/format.h>

#include "protocols/segment/corrected_time.hpp"

namespace spotter::app {

void LaneBridge::serve(std::shared_ptr<const live::Snapshot> snapshot,
                       std::shared_ptr<const protocols::Payload> payload,
                       const std::function<void()>& told) {
  snapshot_ = std::move(snapshot);
  // shared_ptr: both kinds of streams finish in their own time, the last one tells.
  const auto untold = std::make_shared<int>(2);
  const auto one_told = [untold, told] {
    if (--*untold == 0 && told) told();
  };
  features_.publish(std::move(payload), one_told);
  streams_.publish(snapshot_->version(), one_told);
}

std::uint64_t LaneBridge::version() const { return snapshot_->version(); }

std::optional<live::Decision> LaneBridge::decide(std::string_view flag,
                                                 const boost::json::object& attributes) const {
  return snapshot_->decide(flag, attributes);
}

std::vector<live::Decision> LaneBridge::decide_all(const boost::json::object& attributes,
                                                   bool client_visible_only) const {
  return snapshot_->decide_all(attributes, client_visible_only);
}

bool LaneBridge::expose(const live::Decision& decision, std::string_view unit,
                        const wire::Caller& caller) {
  if (!decision.in_experiment || unit.empty()) return false;
  live::TrackedEvent event;
  event.name = live::exposure_event_name;
  event.user_id = unit;
  event.experiment = decision.experiment;
  event.variation = decision.variation;
  const auto now = needs_.clock.now();
  const auto record = needs_.record_maker.make(event, {caller.source, now, now}, *snapshot_);
  // Not waited for: the answer only says whether there was room in the queue.
  return needs_.log_desk.append_events({record}, [](const KeptEvents&) {});
}

std::vector<live::EventRecord> LaneBridge::records_of(protocols::DecodedBatch& batch,
                                                      const wire::Caller& caller,
                                                      Instant received) const {
  std::vector<live::EventRecord> records;
  records.reserve(batch.events.size());
  for (const auto& event : batch.events) {
    const auto at = protocols::corrected_time(event.original, event.sent, received);
    auto record = needs_.record_maker.make(event, {caller.source, received, at}, *snapshot_);
    if (record.unit) records.push_back(std::move(record));
    else batch.refused.push_back({"The exposure names no unit of this launch.", {}});
  }
  return records;
}

void LaneBridge::take(protocols::DecodedBatch batch, const wire::Caller& caller, Instant received,
                      std::function<void(protocols::Taken)> taken) {
  const auto records = records_of(batch, caller, received);
  show_refused(batch.refused, received);
  const bool queued = needs_.log_desk.append_events(records, [taken](const KeptEvents& kept) {
    taken({kept.kept, kept.last});
  });
  if (!queued) taken({failure(queue_full()), 0});
}

void LaneBridge::show_refused(const std::vector<live::Refused>& refused, Instant received) {
  if (refused.empty()) return;
  auto reason = refused.front().reason;
  if (refused.size() > 1) reason += fmt::format(" (and {} more)", refused.size() - 1);
  needs_.loop_thread.post([loop = &needs_.loop, received, reason = std::move(reason)] {
    loop->note_refused(received, reason);
  });
}

}  // namespace spotter::app
