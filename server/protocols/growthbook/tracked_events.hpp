// What GrowthBook's tracking plugin sends -> TrackedEvent (protocols.md 5.5).
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "protocols/segment/decode.hpp"

namespace spotter::protocols {

/// Reads [{"event_name", "properties_json", "user_id", "device_id", …}, …]. "Experiment Viewed" is
/// an exposure, "Feature Evaluated" is dropped (a flag that was read is not one that was seen),
/// every other event is a track call. Items that break a rule land in `refused`, with the limits
/// of the tracking API. A bad_request problem if the body is no JSON list or is over
/// limits::http_body_bytes_max. Pure; any thread.
Result<DecodedBatch> decode_tracked_events(std::string_view body);

}  // namespace spotter::protocols
