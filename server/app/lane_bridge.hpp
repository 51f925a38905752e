// One lane's arrows: from protocols to the served snapshot and to the log.
#pragma once

#include <memory>

#include "app/log_desk.hpp"
#include "http/lane.hpp"
#include "parts/live/intake/record_maker.hpp"
#include "parts/live/serve/snapshot.hpp"
#include "protocols/growthbook/feature_desk.hpp"
#include "protocols/ofrep/change_streams.hpp"
#include "protocols/ofrep/needs.hpp"
#include "protocols/segment/needs.hpp"

namespace spotter::app {

/// What all lanes share. All outlive the lanes; any thread.
struct LaneNeeds {
  LogDesk& log_desk;
  const live::RecordMaker& record_maker;
  Executor& loop_thread;
  live::Loop& loop;  ///< touched on loop_thread only
  const Clock& clock;
  const protocols::EncryptionKeys& encryption_keys;
};

/// Holds the snapshot that this lane serves. The lane's thread, but for the constructor.
class LaneBridge final : public protocols::Decisions, public protocols::Intake {
 public:
  explicit LaneBridge(const LaneNeeds& needs)
      : needs_(needs), streams_(0), features_(needs.encryption_keys) {}

  /// Serves `snapshot` and `payload` from now on and tells every stream. `told` runs when the last
  /// stream connected now was written or has ended; before this returns if there is none.
  void serve(std::shared_ptr<const live::Snapshot> snapshot,
             std::shared_ptr<const protocols::Payload> payload, const std::function<void()>& told);

  protocols::ChangeStreams& streams() { return streams_; }
  protocols::FeatureDesk& features() { return features_; }

  // Decisions
  std::uint64_t version() const override;
  std::optional<live::Decision> decide(std::string_view flag,
                                       const boost::json::object& attributes) const override;
  std::vector<live::Decision> decide_all(const boost::json::object& attributes,
                                         bool client_visible_only) const override;
  bool expose(const live::Decision& decision, std::string_view unit,
              const wire::Caller& caller) override;

  // Intake
  void take(protocols::DecodedBatch batch, const wire::Caller& caller, Instant received,
            std::function<void(protocols::Taken)> taken) override;

 private:
  std::vector<live::EventRecord> records_of(protocols::DecodedBatch& batch,
                                            const wire::Caller& caller, Instant received) const;
  void show_refused(const std::vector<live::Refused>& refused, Instant received);

  // constant after construction
  const LaneNeeds needs_;
  // shared_ptr: the published snapshot, replaced by message
  std::shared_ptr<const live::Snapshot> snapshot_;
  protocols::ChangeStreams streams_;
  protocols::FeatureDesk features_;
};

}  // namespace spotter::app
