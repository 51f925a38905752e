// The journal: what happened, who did it and why. Append-only and hash-chained, so that a change
// to an old entry shows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "storage/database.hpp"

namespace spotter::journal {

/// One thing that happened.
struct Entry {
  Sequence sequence = 0;  ///< the log record that made it happen
  std::string subject;    ///< to what, for example "launch/spring-banner"
  Instant at;
  std::string actor;  ///< who: a member's name, or "judge"
  std::string what;
  std::string why;  ///< empty if nobody said

  bool operator==(const Entry&) const = default;
};

/// An entry as it is kept. `hash` is 64 hex digits, over the entry, its position and the hash
/// before it.
struct KeptEntry {
  std::uint64_t position = 0;  ///< 1 is the first
  Entry entry;
  std::string hash;

  bool operator==(const KeptEntry&) const = default;
};

/// Appends within the caller's transaction, the same one as the change that it records.
Result<KeptEntry> append(storage::Database& database, const Entry& entry);

/// The newest `limit` entries about `subject` (all subjects if it is empty), newest first.
Result<std::vector<KeptEntry>> list(storage::Database& database, std::string_view subject,
                                    std::size_t limit);

/// Follows the chain from its start and returns the number of entries. Corrupt, naming the first
/// bad position, if an entry was changed, removed or moved. Entries removed from the end cannot
/// be found this way: nothing after them holds their hash. For that, keep the newest hash
/// elsewhere.
Result<std::uint64_t> verify(storage::Database& database);

}  // namespace spotter::journal
