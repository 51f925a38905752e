// Makes the log's record of a tracked event. Behind this point there is no raw id.
#pragma once

#include <string>

#include "base/random.hpp"
#include "parts/live/intake/event_record.hpp"
#include "parts/live/intake/pseudonym.hpp"
#include "parts/live/serve/snapshot.hpp"

namespace spotter::live {

/// Where and when an event came in.
struct Arrival {
  std::string source;  ///< id of the key it came with
  Instant received;
  Instant at;  ///< its corrected time
};

/// Pseudonyms for ids, the assigned arm for exposures, the numbers that metrics sum; traits,
/// context and all other properties are dropped. Any thread.
class RecordMaker {
 public:
  RecordMaker(const Pseudonyms& pseudonyms, Random& random)
      : pseudonyms_(pseudonyms), random_(random) {}

  EventRecord make(const TrackedEvent& event, const Arrival& arrival,
                   const Snapshot& snapshot) const;

 private:
  std::string message_id_of(const TrackedEvent& event, bool known, const std::string& unit) const;

  // constant after construction
  const Pseudonyms& pseudonyms_;
  Random& random_;
};

}  // namespace spotter::live
