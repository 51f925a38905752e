#include "parts/people/roster.hpp"

#include <algorithm>
#include <mutex>

namespace spotter::people {

Result<Roster> Roster::load(storage::Database& database) {
  Roster roster;
  TRY(roster.held_->departments, read_departments(database));
  TRY(const auto members, read_members(database));
  TRY(const auto sessions, read_sessions(database));
  for (const auto& member : members) roster.put(member);
  for (const auto& session : sessions) roster.open(session);
  return roster;
}

// Under the lock.
wire::Caller Roster::caller_of(const Member& member) const {
  const auto access = member.may_administer ? wire::Access::admin : wire::Access::member;
  wire::Caller caller{access, "session", member.key, member.name, std::nullopt, true};
  for (const auto& department : held_->departments) {
    if (department.key == member.department) caller.side = department.side;
  }
  return caller;
}

std::optional<wire::SignedIn> Roster::session(std::string_view token, Instant at) const {
  if (!is_token(token)) return std::nullopt;
  const auto hash = hash_of_token(token);
  const std::shared_lock lock(held_->mutex);
  const auto found = held_->sessions.find(hash);
  if (found == held_->sessions.end()) return std::nullopt;
  auto& open = found->second;
  if (is_over({hash, open.member, open.made_at, {open.seen_us}}, at)) return std::nullopt;
  const auto member = held_->members.find(open.member);
  if (member == held_->members.end()) return std::nullopt;
  if (open.seen_us < at.us) {
    open.seen_us = at.us;
    open.unwritten = true;
  }
  return wire::SignedIn{caller_of(member->second.member), csrf_of(token)};
}

std::optional<KeptMember> Roster::member(const std::string& key) const {
  const std::shared_lock lock(held_->mutex);
  const auto found = held_->members.find(key);
  if (found == held_->members.end()) return std::nullopt;
  return found->second;
}

std::optional<Department> Roster::department(const std::string& key) const {
  const std::shared_lock lock(held_->mutex);
  for (const auto& department : held_->departments) {
    if (department.key == key) return department;
  }
  return std::nullopt;
}

std::vector<KeptMember> Roster::members() const {
  const std::shared_lock lock(held_->mutex);
  std::vector<KeptMember> members;
  for (const auto& [key, member] : held_->members) members.push_back(member);
  return members;
}

std::vector<Department> Roster::departments() const {
  const std::shared_lock lock(held_->mutex);
  return held_->departments;
}

bool Roster::has_any_password() const {
  const std::shared_lock lock(held_->mutex);
  return std::any_of(held_->members.begin(), held_->members.end(),
                     [](const auto& entry) { return entry.second.has_password; });
}

void Roster::put(const KeptMember& member) {
  const std::unique_lock lock(held_->mutex);
  held_->members[member.member.key] = member;
}

void Roster::open(const Session& session) {
  const std::unique_lock lock(held_->mutex);
  held_->sessions.try_emplace(session.hash, session);
}

void Roster::end(const std::string& hash) {
  const std::unique_lock lock(held_->mutex);
  held_->sessions.erase(hash);
}

std::vector<std::pair<std::string, Instant>> Roster::take_seen() {
  const std::shared_lock lock(held_->mutex);
  std::vector<std::pair<std::string, Instant>> seen;
  for (auto& [hash, open] : held_->sessions) {
    if (open.unwritten.exchange(false)) seen.emplace_back(hash, Instant{open.seen_us});
  }
  return seen;
}

}  // namespace spotter::people
