#include "storage/migrations.hpp"

#include <fmt/format.h>

#include "storage/migrations/embedded.hpp"

namespace spotter::storage {
namespace {

Result<void> run(Database& database, const Migration& migration) {
  return database.transaction([&]() -> Result<void> {
    TRY_VOID(database.run_script(migration.sql));
    return database.run_script(fmt::format("PRAGMA user_version={}", migration.number));
  });
}

}  // namespace

std::span<const Migration> migrations() { return embedded_migrations; }

Result<void> migrate(Database& database) {
  TRY(const auto rows, database.query("PRAGMA user_version"));
  const auto seen = rows.at(0).at(0).integer();
  const auto known = static_cast<std::int64_t>(migrations().size());
  if (seen > known) {
    return failure(ProblemCode::conflict,
                   fmt::format("The database is at version {} and this program knows {}: start "
                               "the newer program.",
                               seen, known));
  }
  for (const auto& migration : migrations().subspan(static_cast<std::size_t>(seen))) {
    TRY_VOID(run(database, migration));
  }
  return {};
}

}  // namespace spotter::storage
