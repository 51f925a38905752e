// Carries what the loop decides to everybody who serves, and to the state database.
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "app/lane_bridge.hpp"
#include "app/log_desk.hpp"
#include "app/state_writer.hpp"
#include "parts/live/act/needs.hpp"

namespace spotter::app {

/// The loop's outlet. publish() and keep() on the loop's thread.
class Publisher final : public live::Outlet {
 public:
  struct Place {
    Executor* lane;
    LaneBridge* bridge;
  };

  Publisher(StateWriter& state_writer, const Clock& clock)
      : state_writer_(state_writer), clock_(clock) {}

  /// At a start, before the first publish: where to publish to, and the log for ActedRecords.
  void attach(std::vector<Place> places, live::RecordWriter& records);

  void publish(std::shared_ptr<const live::Snapshot> snapshot,
               std::optional<live::RolledBack> rolled_back) override;
  void keep(live::StateChange change) override { state_writer_.keep(std::move(change)); }

  /// Writes down that a rollback was derived again at a start.
  void write_recovered(const std::string& launch);

 private:
  void write_acted(live::ActedRecord acted);

  // constant after attach()
  StateWriter& state_writer_;
  const Clock& clock_;
  live::RecordWriter* records_ = nullptr;
  std::vector<Place> places_;
  // the loop's thread's
  protocols::PublishTimes publish_times_;
};

}  // namespace spotter::app
