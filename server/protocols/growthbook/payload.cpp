#include "protocols/growthbook/payload.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "parts/live/flags/encrypted_text.hpp"
#include "protocols/ofrep/entity_tag.hpp"
#include "wire/json_text.hpp"

namespace spotter::protocols {

namespace {

constexpr std::int64_t millisecond = 1000;

// "2026-03-01T09:00:00.123Z", as JavaScript writes dates.
std::string milliseconds_text(Instant at) {
  const auto text = to_rfc3339(at);
  return fmt::format("{}Z", std::string_view(text).substr(0, 23));
}

PayloadText tagged(const Payload& payload, std::string body) {
  auto etag = entity_tag(payload.version, body, "growthbook");
  return {std::move(body), std::move(etag)};
}

// The members are one line each below; the texts inside are JSON already.
std::string head(const Payload& payload) {
  return fmt::format(R"({{"status":200,"dateUpdated":"{}",)", payload.date_updated);
}

}  // namespace

std::shared_ptr<const Payload> make_payload(std::uint64_t version, Instant updated,
                                            const boost::json::object& features) {
  auto payload = std::make_shared<Payload>();
  payload->version = version;
  payload->date_updated = milliseconds_text(updated);
  payload->features = wire::json_text(features);
  payload->plain =
      tagged(*payload, fmt::format(R"({}"features":{},"experiments":[],"savedGroups":{{}}}})",
                                   head(*payload), payload->features));
  return payload;
}

PayloadText encrypted_text(const Payload& payload, const AesBlock& key) {
  constexpr auto form =
      R"({}"features":{{}},"encryptedFeatures":"{}","experiments":[],"encryptedExperiments":"{}",)"
      R"("savedGroups":{{}},"encryptedSavedGroups":"{}"}})";
  return tagged(payload, fmt::format(form, head(payload), live::encrypt_text(payload.features, key),
                                     live::encrypt_text("[]", key), live::encrypt_text("{}", key)));
}

std::string payload_frame(const Payload& payload, const std::string& body) {
  if (body.size() <= limits::stream_payload_bytes_max)
    return fmt::format("id: {}\nevent: features\ndata: {}\n\n", payload.version, body);
  // Never without data: such an event is not dispatched.
  return fmt::format("id: {}\nevent: features-updated\ndata: {{\"dateUpdated\":\"{}\"}}\n\n",
                     payload.version, payload.date_updated);
}

Instant PublishTimes::next(Instant now) {
  const auto whole = now.us - now.us % millisecond;
  last_ = std::max(Instant{whole}, Instant{last_.us + millisecond});
  return last_;
}

}  // namespace spotter::protocols
