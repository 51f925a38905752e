// One message of the tracking API: JSON object -> TrackedEvent, or why not.
#pragma once

#include <simdjson.h>

#include <optional>
#include <string>

#include "parts/live/intake/tracked_event.hpp"

namespace spotter::protocols {

enum class Outcome {
  event,     ///< `event` is good
  refused,   ///< it breaks a rule: `reason` says which
  ignored,   ///< it says nothing (an alias of an id to itself)
  not_json,  ///< it is no JSON object
};

struct ReadMessage {
  Outcome outcome = Outcome::event;
  live::TrackedEvent event;  ///< when refused: only message_id is meant to be used
  std::string reason;
  std::string write_key;
};

/// Reads one message with a parser that may be used again. `kind`: nothing, if the message's own
/// `type` gives it. The event's properties are made in `memory`. Any thread, one parser a
/// thread.
ReadMessage read_message(simdjson::ondemand::parser& parser, simdjson::padded_string_view json,
                         std::optional<live::EventKind> kind,
                         const boost::json::storage_ptr& memory);

/// A time as text; nothing for null, other types and what is no RFC 3339 time.
std::optional<Instant> read_time(simdjson::ondemand::value value);

/// Text or a number as text; "" for null; nothing for other types and text that is not Unicode.
std::optional<std::string> read_text(simdjson::ondemand::value value);

}  // namespace spotter::protocols
