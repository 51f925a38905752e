// A workspace on disk: one folder with the state database, the event log and the pseudonym key.
#pragma once

#include <string>

#include "app/folder_lock.hpp"
#include "app/key_ring.hpp"
#include "base/clock.hpp"
#include "base/disk.hpp"
#include "base/random.hpp"
#include "parts/live/intake/pseudonym.hpp"
#include "parts/people/roster.hpp"
#include "storage/database.hpp"
#include "wire/json.hpp"

namespace spotter::app {

/// The keys of a new workspace; shown once, never stored.
struct FirstKeys {
  std::string admin_key;
  std::string server_key;
  std::string client_key;
};
SPOTTER_DESCRIBE(FirstKeys, (admin_key, required, "For people: may do everything.")(
                                server_key, required,
                                "For a site's servers; secret.")(client_key, required,
                                                                 "For browsers and apps; public."))

/// An open workspace. Its folder is locked while this lives.
struct Workspace {
  FolderLock lock;
  std::string folder;
  storage::Database database;
  KeyRing keys;
  people::Roster roster;
  live::Pseudonyms::Key pseudonym_key;
};

/// Makes a workspace with one member, "owner". conflict if the folder holds one already.
Result<FirstKeys> make_workspace(const std::string& folder, Disk& disk, Random& random,
                                 const Clock& clock);

/// Opens a workspace; not_found if there is none.
Result<Workspace> open_workspace(const std::string& folder, Disk& disk);

}  // namespace spotter::app
