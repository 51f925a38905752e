// Short words for the feed and the journal.
#pragma once

#include <string>

#include "parts/live/act/running_launch.hpp"
#include "parts/live/define/book.hpp"
#include "parts/live/intake/event_record.hpp"

namespace spotter::live {

/// What an event did: "counts for checkout-error". `metric` is empty for exposures.
std::string words_for(Effect effect, const std::string& metric);

/// What the event is called: its name, or its kind where it has none.
std::string name_for(const EventRecord& event);

/// Why a threshold was crossed, for the journal: odds for people, ln e for checking.
std::string why_crossed(const Crossing& crossing, double threshold);

/// "29 to 1", capped at "over 1,000,000 to 1": nobody can feel a larger number.
std::string odds(double log_e);

/// The verb as done: "started".
std::string done(Verb verb);

}  // namespace spotter::live
