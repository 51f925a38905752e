// What one lane serves to GrowthBook's SDKs, and the streams on which it tells them of changes.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "parts/live/flags/feature.hpp"
#include "protocols/growthbook/needs.hpp"
#include "protocols/growthbook/payload.hpp"
#include "protocols/open_streams.hpp"

namespace spotter::protocols {

/// The lane's thread, but for the constructor. Nothing but publish() and open() may be called
/// before the first publish().
class FeatureDesk {
 public:
  /// `keys` must outlive it.
  explicit FeatureDesk(const EncryptionKeys& keys) : keys_(keys) {}

  /// Serves `payload` from now on and sends it to all streams; `on_all_written` as
  /// OpenStreams::send.
  void publish(std::shared_ptr<const Payload> payload, std::function<void()> on_all_written);

  /// Sends the payload to a new stream: who has it already drops it, who missed it has it now.
  void open(const wire::Caller& caller, std::shared_ptr<wire::EventStream> stream);

  /// The payload for a client key, by its id: encrypted once a publish where the key asks for it.
  const PayloadText& text_for(const std::string& source);
  const Payload& payload() const { return *payload_; }
  /// The flags of the payload, to be evaluated here; compiled when first asked for.
  const live::Features& features();

 private:
  std::string frame_for(const std::string& source);

  // constant after construction
  const EncryptionKeys& keys_;
  // shared_ptr: see make_payload
  std::shared_ptr<const Payload> payload_;
  std::map<std::string, PayloadText, std::less<>> encrypted_;
  std::optional<live::Features> features_;
  OpenStreams streams_;
};

}  // namespace spotter::protocols
