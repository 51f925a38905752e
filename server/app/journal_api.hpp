// GET /api/journal/verify: whether the journal is as it was written.
#pragma once

#include "base/executor.hpp"
#include "storage/database.hpp"
#include "wire/route.hpp"

namespace spotter::app {

/// Where the journal stands. All outlive the routes; `database` is touched on `state_thread` only.
struct JournalDesk {
  storage::Database& database;
  Executor& state_thread;
};

wire::Routes journal_routes(const JournalDesk& desk);

/// "12 entries, whole", as the command line says it too.
std::string whole_sentence(std::uint64_t entries);

}  // namespace spotter::app
