// What foreign event formats decode into. Holds raw ids: it lives between the decoder and intake,
// which turns ids into pseudonyms; it is never stored, logged or sent.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace spotter::live {

/// The six calls of the tracking API (protocols.md 5.1).
enum class EventKind { track, identify, page, screen, group, alias };

/// The event name that says "this unit saw this arm" (semantics.md, "Exposure").
inline constexpr std::string_view exposure_event_name = "Experiment Viewed";

/// One event as it was sent. Ids are valid UTF-8 without NUL, at most
/// limits::event_id_bytes_max bytes; numbers have become text; absent ones are empty.
struct TrackedEvent {
  EventKind kind = EventKind::track;
  std::string message_id;  ///< any length; empty: intake makes one
  std::string name;        ///< track's event name, else empty
  std::string user_id;
  std::string anonymous_id;
  std::string previous_id;          ///< alias only
  std::string group_id;             ///< group only
  std::optional<Instant> original;  ///< when it happened, by the sender's clock
  std::optional<Instant> sent;      ///< when it was sent, by the sender's clock
  std::string experiment;      ///< properties experiment_id or experimentId, as text (track only)
  std::string variation;       ///< properties variation_id or variationId, as text (track only)
  std::string hash_attribute;  ///< exposures only: which attribute was hashed …
  std::string hash_value;      ///< … and the id that it held, as text
  /// True for senders that name no messages: an exposure of the same unit to the same arm is the
  /// same message, whenever it comes.
  bool same_exposure_is_same_message = false;
  boost::json::object properties;  ///< track only, as received

  bool operator==(const TrackedEvent&) const = default;
};

/// An event that was not taken, for the live debugger.
struct Refused {
  std::string reason;      ///< one sentence; never contains an id or a value of the event
  std::string message_id;  ///< cut to limits::message_id_chars_max bytes; empty if none was read

  bool operator==(const Refused&) const = default;
};

}  // namespace spotter::live
