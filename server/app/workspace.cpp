#include "app/workspace.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "storage/migrations.hpp"

namespace spotter::app {

namespace {

// The pseudonym key stands in a file of its own, so that a copy of the database or of the log
// alone cannot be searched for known ids.
std::string key_path(const std::string& folder) { return folder + "/pseudonym.key"; }

Result<storage::Database> open_database(const std::string& folder) {
  TRY(auto database, storage::Database::open(folder + "/state.db"));
  TRY_VOID(storage::migrate(database));
  return database;
}

Result<bool> is_made(storage::Database& database) {
  TRY(const auto rows, database.query("SELECT value FROM workspace WHERE name = 'made_at'"));
  return !rows.empty();
}

Result<void> write_pseudonym_key(const std::string& folder, Disk& disk, Random& random) {
  live::Pseudonyms::Key key{};
  random.fill(key);
  TRY(const auto file, disk.open(key_path(folder), true));
  TRY_VOID(file->truncate(0));
  TRY_VOID(file->write(0, key));
  return file->sync();
}

Result<live::Pseudonyms::Key> read_pseudonym_key(const std::string& folder, Disk& disk) {
  live::Pseudonyms::Key key{};
  TRY(const auto file, disk.open(key_path(folder), false));
  TRY(const auto bytes, file->read(0, key.size() + 1));
  if (bytes.size() != key.size())
    return failure(ProblemCode::corrupt, key_path(folder) + " is damaged: it must hold 16 bytes.");
  std::copy(bytes.begin(), bytes.end(), key.begin());
  return key;
}

KeptKey first_key(const char* kind, const std::string& key, const std::string& at) {
  return {fmt::format("{}-1", kind), kind, hash_of(key), "", at, {}};
}

Result<void> insert_first_rows(storage::Database& database, const FirstKeys& keys,
                               const std::string& at) {
  TRY_VOID(
      database.run("INSERT INTO members (id, name, created_at, department, may_administer)"
                   " VALUES ('owner', 'owner', ?, 'it', 1)",
                   {at}));
  auto admin = first_key("admin", keys.admin_key, at);
  admin.member = "owner";
  TRY_VOID(insert_key(database, admin));
  TRY_VOID(insert_key(database, first_key("server", keys.server_key, at)));
  TRY_VOID(insert_key(database, first_key("client", keys.client_key, at)));
  return database.run("INSERT INTO workspace (name, value) VALUES ('made_at', ?)", {at});
}

}  // namespace

Result<FirstKeys> make_workspace(const std::string& folder, Disk& disk, Random& random,
                                 const Clock& clock) {
  TRY_VOID(disk.make_folder(folder));
  TRY(const auto lock, FolderLock::take(folder));
  TRY(auto database, open_database(folder));
  TRY(const bool made, is_made(database));
  if (made)
    return failure(ProblemCode::conflict, "There is already a workspace in " + folder + ".");
  TRY_VOID(write_pseudonym_key(folder, disk, random));
  const FirstKeys keys{make_key(random, wire::Access::admin),
                       make_key(random, wire::Access::server),
                       make_key(random, wire::Access::client)};
  const auto at = to_rfc3339(clock.now());
  TRY_VOID(database.transaction([&] { return insert_first_rows(database, keys, at); }));
  return keys;
}

Result<Workspace> open_workspace(const std::string& folder, Disk& disk) {
  const auto none =
      "There is no workspace in " + folder + ". Make one: spotter init --data " + folder;
  if (!disk.exists(folder + "/state.db")) return failure(ProblemCode::not_found, none);
  TRY(auto lock, FolderLock::take(folder));
  TRY(auto database, open_database(folder));
  TRY(const bool made, is_made(database));
  if (!made) return failure(ProblemCode::not_found, none);
  TRY(auto keys, KeyRing::load(database));
  TRY(auto roster, people::Roster::load(database));
  TRY(const auto pseudonym_key, read_pseudonym_key(folder, disk));
  return Workspace{std::move(lock),   folder,       std::move(database), std::move(keys),
                   std::move(roster), pseudonym_key};
}

}  // namespace spotter::app
