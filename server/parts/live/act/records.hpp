// What people and the program itself write into the event log, beside events. All as JSON.
#pragma once

#include <optional>
#include <string>

#include "parts/live/define/book.hpp"
#include "parts/live/intake/event_record.hpp"

namespace spotter::live {

/// Someone applied a definitions file.
struct DefinitionsRecord {
  std::string actor;
  Instant at;
  Definitions definitions;
};
SPOTTER_DESCRIBE(DefinitionsRecord,
                 (actor, required, "Who.")(at, required, "When it arrived.")(definitions, required,
                                                                             "The file's content."))

/// Someone commanded a launch.
struct CommandRecord {
  std::string launch;
  Verb verb = Verb::start;
  std::string actor;
  Instant at;
  std::string reason;
};
SPOTTER_DESCRIBE(CommandRecord,
                 (launch, required, "The launch's key.")(verb, required, "What.")(actor, required,
                                                                                  "Who.")(
                     at, required, "When it arrived.")(reason, required, "Why; may be empty."))

/// The program acted on a rollback: when it decided, and when the last stream was told. Replay
/// reads no clock, so the receipt's times must stand in the log.
struct ActedRecord {
  std::string launch;
  Instant decided;
  std::optional<Instant> pushed;
  bool recovered = false;
};
SPOTTER_DESCRIBE(ActedRecord,
                 (launch, required, "The launch's key.")(decided, required,
                                                         "When the rollback was decided.")(
                     pushed, required,
                     "When the last open stream was told.")(recovered, required,
                                                            "True if derived again at a start."))

}  // namespace spotter::live
