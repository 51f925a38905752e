#include "parts/people/people_desk.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/limits.hpp"
#include "base/log.hpp"
#include "journal/journal.hpp"
#include "parts/people/password.hpp"

namespace spotter::people {

namespace {

Problem busy() {
  return {ProblemCode::too_many, "Too many people sign in at this moment: try again.", {}};
}

Problem refused() {
  return {ProblemCode::unauthorized, "This name and password do not go together.", {}};
}

Problem no_member(std::string_view key) {
  return {ProblemCode::not_found, fmt::format("There is no member \"{}\".", key), {}};
}

Problem started_already() {
  return {ProblemCode::conflict, "The first start is over: sign in with your password.", {}};
}

Result<void> check_department(const Roster& roster, const std::string& key) {
  if (roster.department(key)) return {};
  std::string known;
  for (const auto& department : roster.departments())
    known += (known.empty() ? "" : ", ") + department.key;
  return failure(bad_request(fmt::format("There is no such department; there are: {}.", known),
                             "/department"));
}

Result<void> check_order(const Roster& roster, const MemberOrder& order) {
  TRY_VOID(check_member_key(order.key));
  TRY_VOID(check_name(order.name));
  TRY_VOID(check_department(roster, order.department));
  if (!order.password) return {};
  return check_password(*order.password, "/password");
}

Result<void> check_change(const Roster& roster, const MemberChange& change) {
  if (change.name) TRY_VOID(check_name(*change.name));
  if (change.department) TRY_VOID(check_department(roster, *change.department));
  if (!change.password) return {};
  return check_password(*change.password, "/password");
}

// The member behind the admin key, as the first start makes them.
Result<Member> owner_of(const PeopleNeeds& needs, const FirstStart& order) {
  if (needs.roster.has_any_password()) return failure(started_already());
  const auto caller = needs.keys.authenticate(order.admin_key);
  if (!caller || caller->access != wire::Access::admin || caller->member.empty())
    return failure(ProblemCode::unauthorized, "This is not the workspace's admin key.",
                   "/admin_key");
  TRY_VOID(check_name(order.name));
  TRY_VOID(check_department(needs.roster, order.department));
  TRY_VOID(check_password(order.password, "/password"));
  return Member{caller->member, order.name, order.department, true};
}

std::string described(const Member& member, const Roster& roster) {
  const auto department = roster.department(member.department);
  return fmt::format("{}, {}{}", member.name, department ? department->name : member.department,
                     member.may_administer ? ", administrator" : "");
}

}  // namespace

bool PeopleDesk::on_passwords(Task job) {
  if (passwords_waiting_.fetch_add(1) >= limits::passwords_waiting_max) {
    --passwords_waiting_;
    return false;
  }
  needs_.password_thread.post([this, job = std::move(job)]() mutable {
    job();
    --passwords_waiting_;
  });
  return true;
}

// Gives the hash on the state thread.
void PeopleDesk::hash_password(std::string password, Done<std::string> done) {
  const bool posted = on_passwords([this, password = std::move(password), done] {
    on_state([done, hash = password_hash(password)] { done(hash); });
  });
  if (!posted) done(failure(busy()));
}

// Gives the member's hash on the state thread, if the password has it.
void PeopleDesk::check_password_of(std::string member, std::string password,
                                   Done<std::string> done) {
  on_state([this, member = std::move(member), password = std::move(password), done] {
    const auto kept = read_password(needs_.database, member);
    if (!kept) return done(failure(kept.error()));
    const bool posted = on_passwords([this, hash = *kept, password, done] {
      const bool fits = password_fits(hash.empty() ? nobodys_hash() : hash, password);
      on_state([done, hash, fits] {
        if (fits && !hash.empty()) return done(hash);
        done(failure(refused()));
      });
    });
    if (!posted) done(failure(busy()));
  });
}

void PeopleDesk::sign_in(SignIn order, Act act, Done<Opened> done) {
  const auto member = order.member;
  check_password_of(member, std::move(order.password),
                    [this, member, act = std::move(act), done](const Result<std::string>& hash) {
                      if (!hash) return done(failure(hash.error()));
                      // Another password may have been set while this one was checked.
                      const auto kept = read_password(needs_.database, member);
                      if (!kept || *kept != *hash) return done(failure(refused()));
                      done(open(member, act));
                    });
}

void PeopleDesk::sign_in_as(std::string member, Act act, Done<Opened> done) {
  on_state(
      [this, member = std::move(member), act = std::move(act), done] { done(open(member, act)); });
}

void PeopleDesk::first_start(FirstStart order, Act act, Done<Opened> done) {
  const auto owner = owner_of(needs_, order);
  if (!owner) return done(failure(owner.error()));
  hash_password(order.password, [this, order, owner = *owner, act = std::move(act),
                                 done](const Result<std::string>& hash) {
    if (!hash) return done(failure(hash.error()));
    done(open_first(order, owner, *hash, act));
  });
}

Result<Opened> PeopleDesk::open_first(const FirstStart& order, const Member& owner,
                                      const std::string& hash, const Act& act) {
  auto& database = needs_.database;
  TRY_VOID(check_name_free(order.name, owner.key));
  TRY_VOID(database.transaction([&]() -> Result<void> {
    TRY(const bool over, has_any_password(database));
    if (over) return failure(started_already());
    TRY_VOID(update_member(database, owner));
    TRY_VOID(set_password(database, owner.key, hash));
    return note(owner.key, "first start: set a password", {owner.name, act.at, {}});
  }));
  needs_.roster.put({owner, true});
  return open(owner.key, act);
}

Result<Opened> PeopleDesk::open(const std::string& member, const Act& act) {
  const auto known = needs_.roster.member(member);
  if (!known) return failure(no_member(member));
  auto& database = needs_.database;
  const auto token = make_token(needs_.random);
  const Session session{hash_of_token(token), member, act.at, act.at};
  std::vector<std::string> ended;
  TRY_VOID(database.transaction([&]() -> Result<void> {
    TRY(ended, outlived(member, act));
    for (const auto& hash : ended) TRY_VOID(delete_session(database, hash));
    return insert_session(database, session);
  }));
  for (const auto& hash : ended) needs_.roster.end(hash);
  needs_.roster.open(session);
  return Opened{token, known->member};
}

// What ends when the member signs in: the session it is done from, what is over, what is too many.
Result<std::vector<std::string>> PeopleDesk::outlived(const std::string& member, const Act& act) {
  TRY(const auto sessions, read_sessions_of(needs_.database, member));
  const auto room = limits::sessions_per_member_max - 1;
  auto surplus = sessions.size() > room ? sessions.size() - room : 0;
  std::vector<std::string> hashes;
  if (!act.session.empty()) hashes.push_back(hash_of_token(act.session));
  for (const auto& session : sessions) {
    if (surplus == 0 && !is_over(session, act.at)) continue;
    hashes.push_back(session.hash);
    if (surplus > 0) --surplus;
  }
  return hashes;
}

void PeopleDesk::sign_out(Act act, Done<void> done) {
  on_state([this, act = std::move(act), done] {
    const auto hash = hash_of_token(act.session);
    needs_.roster.end(hash);
    done(delete_session(needs_.database, hash));
  });
}

void PeopleDesk::sign_out_everywhere(std::string member, Act act, Done<void> done) {
  on_state([this, member = std::move(member), act = std::move(act), done] {
    std::vector<std::string> ended;
    const auto written = needs_.database.transaction([&]() -> Result<void> {
      TRY(ended, end_sessions(member, ""));
      return note(member, "signed out everywhere", act);
    });
    if (written) {
      for (const auto& hash : ended) needs_.roster.end(hash);
    }
    done(written);
  });
}

// Within a transaction: what it deletes is taken from the roster once that has been written.
Result<std::vector<std::string>> PeopleDesk::end_sessions(const std::string& member,
                                                          const std::string& except) {
  TRY(const auto sessions, read_sessions_of(needs_.database, member));
  std::vector<std::string> ended;
  for (const auto& session : sessions) {
    if (session.hash == except) continue;
    TRY_VOID(delete_session(needs_.database, session.hash));
    ended.push_back(session.hash);
  }
  return ended;
}

void PeopleDesk::make_member(MemberOrder order, Act act, Done<KeptMember> done) {
  const auto checked = check_order(needs_.roster, order);
  if (!checked) return done(failure(checked.error()));
  auto insert_it = [this, order, act = std::move(act), done](const Result<std::string>& hash) {
    if (!hash) return done(failure(hash.error()));
    done(insert(order, *hash, act));
  };
  if (order.password) return hash_password(*order.password, std::move(insert_it));
  on_state([insert_it = std::move(insert_it)] { insert_it(std::string()); });
}

Result<KeptMember> PeopleDesk::insert(const MemberOrder& order, const std::string& hash,
                                      const Act& act) {
  auto& database = needs_.database;
  const KeptMember made{{order.key, order.name, order.department, order.may_administer},
                        !hash.empty()};
  if (needs_.roster.member(order.key))
    return failure(ProblemCode::conflict,
                   fmt::format("There is already a member \"{}\".", order.key), "/key");
  if (needs_.roster.members().size() >= limits::members_max)
    return failure(ProblemCode::conflict,
                   fmt::format("There are {} members already.", limits::members_max));
  TRY_VOID(check_name_free(order.name, order.key));
  TRY_VOID(database.transaction([&]() -> Result<void> {
    TRY_VOID(insert_member(database, made.member, act.at));
    if (made.has_password) TRY_VOID(set_password(database, order.key, hash));
    const auto what = fmt::format("made a member: {}{}", described(made.member, needs_.roster),
                                  made.has_password ? ", with a password" : "");
    return note(order.key, what, act);
  }));
  needs_.roster.put(made);
  return made;
}

void PeopleDesk::change_member(std::string key, MemberChange change, Act act,
                               Done<KeptMember> done) {
  const auto checked = check_change(needs_.roster, change);
  if (!checked) return done(failure(checked.error()));
  auto write_it = [this, key, change, act = std::move(act), done](const Result<std::string>& hash) {
    if (!hash) return done(failure(hash.error()));
    done(write({key, change, *hash}, act));
  };
  if (!change.password)
    return on_state([write_it = std::move(write_it)] { write_it(std::string()); });
  if (!change.old_password) return hash_password(*change.password, std::move(write_it));
  check_password_of(key, *change.old_password,
                    [this, password = *change.password, done,
                     write_it = std::move(write_it)](const Result<std::string>& known) {
                      if (known) return hash_password(password, write_it);
                      if (known.error() != refused()) return done(failure(known.error()));
                      done(failure(bad_request("The old password is wrong.", "/old_password")));
                    });
}

Result<KeptMember> PeopleDesk::write(const Change& change, const Act& act) {
  auto& database = needs_.database;
  const auto known = needs_.roster.member(change.key);
  if (!known) return failure(no_member(change.key));
  auto changed = *known;
  auto& member = changed.member;
  member.name = change.order.name.value_or(member.name);
  member.department = change.order.department.value_or(member.department);
  member.may_administer = change.order.may_administer.value_or(member.may_administer);
  changed.has_password = changed.has_password || !change.hash.empty();
  TRY_VOID(check_name_free(member.name, member.key));
  std::vector<std::string> ended;
  TRY_VOID(database.transaction([&]() -> Result<void> {
    if (member != known->member) {
      TRY_VOID(update_member(database, member));
      const auto what = fmt::format("changed the member: {}", described(member, needs_.roster));
      TRY_VOID(note(member.key, what, act));
    }
    if (change.hash.empty()) return {};
    TRY_VOID(set_password(database, member.key, change.hash));
    const auto kept = act.session.empty() ? std::string() : hash_of_token(act.session);
    TRY(ended, end_sessions(member.key, kept));
    return note(member.key, "set a password", act);
  }));
  needs_.roster.put(changed);
  for (const auto& hash : ended) needs_.roster.end(hash);
  return changed;
}

Result<void> PeopleDesk::check_name_free(const std::string& name, const std::string& key) const {
  for (const auto& other : needs_.roster.members()) {
    if (other.member.name == name && other.member.key != key)
      return failure(ProblemCode::conflict,
                     fmt::format("Another member is called \"{}\": the journal could not tell them "
                                 "apart.",
                                 name),
                     "/name");
  }
  return {};
}

Result<void> PeopleDesk::note(const std::string& member, std::string what, const Act& act) {
  const journal::Entry entry{0, "member/" + member, act.at, act.actor, std::move(what), ""};
  TRY([[maybe_unused]] const auto kept, journal::append(needs_.database, entry));
  return {};
}

void PeopleDesk::tick() {
  if (++ticks_ < limits::session_seen_every / limits::live_tick) return;
  ticks_ = 0;
  on_state([this] {
    const auto seen = needs_.roster.take_seen();
    if (seen.empty()) return;
    const auto written = needs_.database.transaction([&]() -> Result<void> {
      for (const auto& [hash, at] : seen) TRY_VOID(write_seen(needs_.database, hash, at));
      return {};
    });
    // A use that is not written ends a session sooner after a restart, and that only.
    if (!written)
      log_line("When sessions were used cannot be written: " + written.error().sentence);
  });
}

}  // namespace spotter::people
