// The live part's tables: what the log came to, for people and for other parts.
#pragma once

#include "parts/live/act/state_change.hpp"
#include "storage/database.hpp"

namespace spotter::live {

/// Writes a change and its journal entries in one transaction, with its sequence as
/// applied_sequence. A change that is already there (replay) is skipped. Database's thread.
Result<void> keep(storage::Database& database, const StateChange& change);

/// The last log record whose effect is stored; 0 in a new workspace.
Result<Sequence> applied_sequence(storage::Database& database);

/// At a start, before the replay: a repair may have cut records whose effect is stored. Then the
/// tables are emptied, so that the replay fills them again, and the journal says so.
Result<void> reconcile(storage::Database& database, Sequence log_end, Instant now);

}  // namespace spotter::live
