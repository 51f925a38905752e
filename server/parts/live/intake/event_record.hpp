// A tracked event as the log holds it: pseudonymous, small, in our own versioned encoding.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "base/result.hpp"
#include "parts/live/intake/tracked_event.hpp"

namespace spotter::live {

/// What kinds of records the event log holds. Numbers are on disk: never reuse one.
enum class RecordKind : std::uint8_t {
  event = 1,
  definitions = 2,
  command = 3,
  acted = 4,
  agreement = 5
};

/// What an exposure says, and what the flag's rule says about the same unit.
struct ExposureClaim {
  std::string launch;
  std::string arm;       ///< the arm the client says it showed
  std::string assigned;  ///< the arm the unit's hash falls into; empty if in none

  bool operator==(const ExposureClaim&) const = default;
};

/// A number that a metric of kind mean sums, and where it stood in the event.
struct EventValue {
  std::string path;  ///< as in the metric's definition: "properties.revenue"
  double number = 0;

  bool operator==(const EventValue&) const = default;
};

/// One event. All four times are kept (protocols.md 5.3).
struct EventRecord {
  EventKind kind = EventKind::track;
  Unit unit;            ///< of userId, else of anonymousId
  Unit anonymous_unit;  ///< of anonymousId where userId is there too; for joining later
  Unit message;         ///< name of (source, messageId), for de-duplication
  Instant received;
  Instant at;  ///< the corrected event time
  std::optional<Instant> original;
  std::optional<Instant> sent;
  std::string message_id;
  std::string name;  ///< the event's name where a metric counts it, else empty
  std::optional<ExposureClaim> exposure;
  std::vector<EventValue> values;  ///< finite and within limits::value_max; usually none

  /// The number at `path`; nothing if the event had no usable one there.
  std::optional<double> value(std::string_view path) const;

  bool operator==(const EventRecord&) const = default;
};

std::string encode(const EventRecord& event);

/// corrupt if `bytes` is not a whole event of a known version.
Result<EventRecord> decode_event(std::string_view bytes);

}  // namespace spotter::live
