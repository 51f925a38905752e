// Segment's and RudderStack's JSON -> TrackedEvent (protocols.md 5.3 and 5.4).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "parts/live/intake/tracked_event.hpp"
#include "wire/route.hpp"

namespace spotter::protocols {

/// What one request held.
struct DecodedBatch {
  std::vector<live::TrackedEvent> events;  ///< in the order sent
  std::vector<live::Refused> refused;      ///< in the order sent
  std::string write_key;                   ///< the body's `writeKey`; empty if none
};

/// Reads {"batch":[…]}. Items that break a rule land in `refused`, the others are kept. A
/// bad_request problem if the body is not JSON, has no `batch` list or is over
/// limits::http_body_bytes_max. `request` gives the header SentAt. Of repeated members the last
/// one counts (of `type` the first). Pure; any thread.
Result<DecodedBatch> decode_batch(std::string_view body, const wire::Request& request);

/// Reads one call, whose kind the path gives. A bad_request problem if the body is not a JSON
/// object or is over limits::event_bytes_max; an event that breaks a rule lands in `refused`.
Result<DecodedBatch> decode_single(live::EventKind kind, std::string_view body,
                                   const wire::Request& request);

}  // namespace spotter::protocols
