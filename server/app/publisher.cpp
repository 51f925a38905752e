#include "app/publisher.hpp"

#include "base/log.hpp"

namespace spotter::app {

void Publisher::attach(std::vector<Place> places, live::RecordWriter& records) {
  places_ = std::move(places);
  records_ = &records;
}

void Publisher::publish(std::shared_ptr<const live::Snapshot> snapshot,
                        std::optional<live::RolledBack> rolled_back) {
  // shared_ptr: whichever lane is told last writes the time down.
  const auto untold = std::make_shared<std::atomic<std::size_t>>(places_.size());
  const auto told = [this, untold, rolled_back] {
    if (untold->fetch_sub(1) != 1 || !rolled_back) return;
    write_acted({rolled_back->launch, rolled_back->decided, clock_.now(), false});
  };
  const auto payload = protocols::make_payload(
      snapshot->version(), publish_times_.next(clock_.now()), snapshot->payload());
  for (const auto& place : places_) {
    place.lane->post([bridge = place.bridge, snapshot, payload, told] {
      bridge->serve(snapshot, payload, told);
    });
  }
}

void Publisher::write_recovered(const std::string& launch) {
  write_acted({launch, clock_.now(), std::nullopt, true});
}

void Publisher::write_acted(live::ActedRecord acted) {
  records_->write(live::RecordKind::acted, wire::to_json_text(acted),
                  [launch = acted.launch](const Result<live::Written>& written) {
                    // The rollback stands; only its receipt lacks the time until a restart.
                    if (!written)
                      log_line("The times of the rollback of " + launch +
                               " could not be kept: " + written.error().sentence);
                  });
}

}  // namespace spotter::app
