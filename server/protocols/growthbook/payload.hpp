// What GrowthBook's SDKs are served (protocols.md 3.1 and 3.2).
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <memory>
#include <string>

#include "base/aes.hpp"
#include "base/clock.hpp"

namespace spotter::protocols {

/// A payload as it is sent.
struct PayloadText {
  std::string body;  ///< one line of JSON
  std::string etag;
};

/// One publish, made once and shared by all lanes. Immutable; any thread.
struct Payload {
  std::uint64_t version = 0;  ///< the configuration's: the id of the streams' events
  std::string date_updated;   ///< the SDKs drop an event whose date they have: no two may be equal
  std::string features;       ///< JSON: the flags that clients evaluate themselves
  PayloadText plain;
};

/// shared_ptr: the lanes share it, the last one to take the next lets it go.
std::shared_ptr<const Payload> make_payload(std::uint64_t version, Instant updated,
                                            const boost::json::object& features);

/// The payload for a key whose clients decrypt it.
PayloadText encrypted_text(const Payload& payload, const AesBlock& key);

/// The event that brings a payload to a stream: whole; or, where it is too long for that
/// (limits::stream_payload_bytes_max), word that it is there to be fetched.
std::string payload_frame(const Payload& payload, const std::string& body);

/// Gives every publish a time of its own, in whole milliseconds: later than any it gave before,
/// also if the clock stands still or goes back. One thread at a time.
class PublishTimes {
 public:
  Instant next(Instant now);

 private:
  Instant last_{};
};

}  // namespace spotter::protocols
