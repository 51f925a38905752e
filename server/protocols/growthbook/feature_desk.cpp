#include "protocols/growthbook/feature_desk.hpp"

#include "base/ensure.hpp"
#include "protocols/growthbook/remote_evaluation.hpp"

namespace spotter::protocols {

void FeatureDesk::publish(std::shared_ptr<const Payload> payload,
                          std::function<void()> on_all_written) {
  payload_ = std::move(payload);
  encrypted_.clear();
  features_.reset();
  streams_.send([this](const std::string& source) { return frame_for(source); },
                std::move(on_all_written));
}

void FeatureDesk::open(const wire::Caller& caller, std::shared_ptr<wire::EventStream> stream) {
  if (payload_) stream->send(frame_for(caller.source), {});
  streams_.add(std::move(stream), caller.source);
}

const PayloadText& FeatureDesk::text_for(const std::string& source) {
  const auto key = keys_.encryption_key(source);
  if (!key) return payload_->plain;
  const auto found = encrypted_.find(source);
  if (found != encrypted_.end()) return found->second;
  return encrypted_.emplace(source, encrypted_text(*payload_, *key)).first->second;
}

const live::Features& FeatureDesk::features() {
  if (!features_) {
    auto compiled = read_features(payload_->plain.body);
    ensure(compiled.has_value(), "what is served compiles");
    features_ = std::move(*compiled);
  }
  return *features_;
}

std::string FeatureDesk::frame_for(const std::string& source) {
  return payload_frame(*payload_, text_for(source).body);
}

}  // namespace spotter::protocols
