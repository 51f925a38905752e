// Members, departments and sessions in the state database.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parts/people/member.hpp"
#include "parts/people/session.hpp"
#include "storage/database.hpp"

namespace spotter::people {

/// A member as kept. The password's hash is asked for on its own.
struct KeptMember {
  Member member;
  bool has_password = false;
};

// Problems are the database's. All of these stand within the caller's transaction, if there is one.

Result<std::vector<Department>> read_departments(storage::Database& database);
/// In the order of their keys.
Result<std::vector<KeptMember>> read_members(storage::Database& database);
Result<std::vector<Session>> read_sessions(storage::Database& database);
/// Of one member, oldest first.
Result<std::vector<Session>> read_sessions_of(storage::Database& database,
                                              const std::string& member);
/// The password's hash; empty if there is no such member, or no password.
Result<std::string> read_password(storage::Database& database, const std::string& member);
Result<bool> has_any_password(storage::Database& database);

Result<void> insert_member(storage::Database& database, const Member& member, Instant at);
/// Name, department and whether the member may administer.
Result<void> update_member(storage::Database& database, const Member& member);
Result<void> set_password(storage::Database& database, const std::string& member,
                          const std::string& hash);

Result<void> insert_session(storage::Database& database, const Session& session);
Result<void> write_seen(storage::Database& database, const std::string& hash, Instant seen_at);
Result<void> delete_session(storage::Database& database, const std::string& hash);

}  // namespace spotter::people
