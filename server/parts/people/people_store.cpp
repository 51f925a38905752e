#include "parts/people/people_store.hpp"

#include "base/text.hpp"

namespace spotter::people {

namespace {

std::optional<wire::Side> side_from(const storage::Value& value) {
  wire::Side side{};
  if (value.is_null() || !boost::describe::enum_from_string(value.text().c_str(), side))
    return std::nullopt;
  return side;
}

std::vector<Session> sessions_from(const storage::Rows& rows) {
  std::vector<Session> sessions;
  for (const auto& row : rows)
    sessions.push_back({row[0].text(), row[1].text(), {row[2].integer()}, {row[3].integer()}});
  return sessions;
}

}  // namespace

Result<std::vector<Department>> read_departments(storage::Database& database) {
  TRY(const auto rows,
      database.query("SELECT key, name, side FROM people_departments ORDER BY rowid LIMIT 1000"));
  std::vector<Department> departments;
  for (const auto& row : rows)
    departments.push_back({row[0].text(), row[1].text(), side_from(row[2])});
  return departments;
}

Result<std::vector<KeptMember>> read_members(storage::Database& database) {
  TRY(const auto rows, database.query("SELECT id, name, coalesce(department, 'it'),"
                                      " may_administer, password IS NOT NULL FROM members"
                                      " ORDER BY id LIMIT 100000"));
  std::vector<KeptMember> members;
  for (const auto& row : rows) {
    members.push_back({{row[0].text(), row[1].text(), row[2].text(), row[3].integer() != 0},
                       row[4].integer() != 0});
  }
  return members;
}

Result<std::vector<Session>> read_sessions(storage::Database& database) {
  TRY(const auto rows, database.query("SELECT hash, member, made_at, seen_at FROM people_sessions"
                                      " ORDER BY made_at LIMIT 1000000"));
  return sessions_from(rows);
}

Result<std::vector<Session>> read_sessions_of(storage::Database& database,
                                              const std::string& member) {
  TRY(const auto rows, database.query("SELECT hash, member, made_at, seen_at FROM people_sessions"
                                      " WHERE member = ? ORDER BY made_at, rowid LIMIT 100000",
                                      {member}));
  return sessions_from(rows);
}

Result<std::string> read_password(storage::Database& database, const std::string& member) {
  TRY(const auto rows,
      database.query("SELECT coalesce(password, '') FROM members WHERE id = ? LIMIT 1", {member}));
  return rows.empty() ? std::string() : rows[0][0].text();
}

Result<bool> has_any_password(storage::Database& database) {
  TRY(const auto rows, database.query("SELECT 1 FROM members WHERE password IS NOT NULL LIMIT 1"));
  return !rows.empty();
}

Result<void> insert_member(storage::Database& database, const Member& member, Instant at) {
  return database.run(
      "INSERT INTO members (id, name, created_at, department, may_administer)"
      " VALUES (?, ?, ?, ?, ?)",
      {member.key, member.name, to_rfc3339(at), member.department, member.may_administer ? 1 : 0});
}

Result<void> update_member(storage::Database& database, const Member& member) {
  return database.run(
      "UPDATE members SET name = ?, department = ?, may_administer = ? WHERE id = ?",
      {member.name, member.department, member.may_administer ? 1 : 0, member.key});
}

Result<void> set_password(storage::Database& database, const std::string& member,
                          const std::string& hash) {
  return database.run("UPDATE members SET password = ? WHERE id = ?", {hash, member});
}

Result<void> insert_session(storage::Database& database, const Session& session) {
  return database.run(
      "INSERT INTO people_sessions (hash, member, made_at, seen_at) VALUES (?, ?, ?, ?)",
      {session.hash, session.member, session.made_at.us, session.seen_at.us});
}

Result<void> write_seen(storage::Database& database, const std::string& hash, Instant seen_at) {
  return database.run("UPDATE people_sessions SET seen_at = ? WHERE hash = ?", {seen_at.us, hash});
}

Result<void> delete_session(storage::Database& database, const std::string& hash) {
  return database.run("DELETE FROM people_sessions WHERE hash = ?", {hash});
}

}  // namespace spotter::people
