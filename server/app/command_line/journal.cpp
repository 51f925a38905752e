// spotter journal verify
#include "journal/journal.hpp"

#include <fmt/format.h>

#include "app/command_line/commands.hpp"
#include "app/command_line/server_call.hpp"
#include "app/journal_api.hpp"
#include "base/disk.hpp"
#include "storage/migrations.hpp"

namespace spotter::app {

namespace {

// Changes nothing, not even to bring an older workspace up to this program.
Result<std::uint64_t> verify_in(const std::string& folder) {
  const auto path = folder + "/state.db";
  if (!PosixDisk{}.exists(path))
    return failure(ProblemCode::not_found, "There is no workspace in " + folder + ".");
  TRY(auto database, storage::Database::open(path));
  TRY(const auto version, database.query("PRAGMA user_version"));
  if (version.at(0).at(0).integer() != static_cast<std::int64_t>(storage::migrations().size()))
    return failure(ProblemCode::conflict,
                   "This workspace is of another version: start its server once with this one.");
  return journal::verify(database);
}

}  // namespace

int run_journal_verify(const std::string& data) {
  const auto entries = verify_in(data);
  if (!entries) return fail(entries.error().sentence);
  say(whole_sentence(*entries));
  return 0;
}

}  // namespace spotter::app
