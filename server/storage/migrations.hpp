// Brings a database to the tables this program needs. Migrations are the numbered files in
// storage/migrations, part of the program; one that has been released is never edited.
#pragma once

#include <span>
#include <string_view>

#include "base/result.hpp"
#include "storage/database.hpp"

namespace spotter::storage {

struct Migration {
  int number = 0;         ///< 1, 2, 3, …
  std::string_view name;  ///< "0001_start"
  std::string_view sql;
};

/// All migrations, in order.
std::span<const Migration> migrations();

/// Runs what `database` has not seen yet, each in a transaction of its own; PRAGMA user_version
/// counts them. Conflict if the database is newer than the program.
Result<void> migrate(Database& database);

}  // namespace spotter::storage
