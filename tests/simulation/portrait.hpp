// All that the loop knows, as one text: equal if and only if the state is.
#pragma once

#include <string>

#include "parts/live/act/loop.hpp"
#include "storage/event_log/event_log.hpp"

namespace spotter::simulation {

/// Launches, results, evidence and receipts; without a receipt's times, which the log learns
/// only after the decision.
std::string portrait(live::Loop& loop);

/// The portrait of a loop that reads the log anew, from its start up to `last`.
std::string replayed_portrait(const storage::EventLog& log, Sequence last, const Clock& clock);

}  // namespace spotter::simulation
