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
  Sequence sequence = 0;  ///< the log record that made it happen; 0: none, as of members and keys
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

/// Appends within the caller's transaction, the same one as the change that it records. Keeps the
/// newest position and hash beside the journal too, so that a cut end shows.
Result<KeptEntry> append(storage::Database& database, const Entry& entry);

/// The newest `limit` entries about `subject` (all subjects if it is empty), newest first.
Result<std::vector<KeptEntry>> list(storage::Database& database, std::string_view subject,
                                    std::size_t limit);

/// Follows the chain from its start to the head that append() kept, then has SQLite check the whole
/// file; returns the number of entries. Corrupt, naming the first bad position where there is one,
/// if an entry was changed, removed, moved or added otherwise, or if the file is damaged. Whoever
/// can write the file and knows this code can make another whole journal: keep the newest hash
/// elsewhere against that.
Result<std::uint64_t> verify(storage::Database& database);

}  // namespace spotter::journal
