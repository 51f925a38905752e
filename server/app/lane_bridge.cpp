#include "app/lane_bridge.hpp"

#include <fmt/format.h>

#include "protocols/segment/corrected_time.hpp"

namespace spotter::app {

void LaneBridge::serve(std::shared_ptr<const live::Snapshot> snapshot, std::function<void()> told) {
  snapshot_ = std::move(snapshot);
  streams_.publish(snapshot_->version(), std::move(told));
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

void LaneBridge::take(protocols::DecodedBatch batch, const wire::Caller& caller, Instant received,
                      std::function<void(protocols::Taken)> taken) {
  show_refused(batch.refused, received);
  std::vector<live::EventRecord> records;
  records.reserve(batch.events.size());
  for (const auto& event : batch.events) {
    const auto at = protocols::corrected_time(event.original, event.sent, received);
    records.push_back(needs_.record_maker.make(event, {caller.source, received, at}, *snapshot_));
  }
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
