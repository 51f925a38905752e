#include "parts/people/people_desk.hpp"

#include <gtest/gtest.h>

#include "base/at_once_executor.hpp"
#include "base/limits.hpp"
#include "journal/journal.hpp"
#include "parts/people/password.hpp"
#include "storage/migrations.hpp"

namespace spotter::people {
namespace {

using namespace std::chrono_literals;

constexpr Instant start{1'772'355'600'000'000};
constexpr const char* long_password = "correct horse battery";
constexpr const char* other_password = "another long password";

/// Runs nothing until told.
class Held final : public Executor {
 public:
  void post(Task task) override { tasks.push_back(std::move(task)); }
  void run() {
    for (auto& task : std::exchange(tasks, {})) task();
  }
  std::vector<Task> tasks;
};

class OwnersKey final : public wire::Authenticate {
 public:
  std::optional<wire::Caller> authenticate(std::string_view key) const override {
    if (key == "spa_1") return wire::Caller{wire::Access::admin, "admin-1", "owner"};
    if (key == "sps_1") return wire::Caller{wire::Access::server, "server-1", ""};
    return std::nullopt;
  }
};

storage::Database fresh() {
  auto database = std::move(*storage::Database::open(":memory:"));
  EXPECT_TRUE(storage::migrate(database));
  EXPECT_TRUE(insert_member(database, {"owner", "owner", "it", true}, start));
  return database;
}

class PeopleDeskTest : public testing::Test {
 protected:
  template <class T>
  static PeopleDesk::Done<T> into(std::optional<Result<T>>& answer) {
    return [&answer](Result<T> result) { answer.emplace(std::move(result)); };
  }
  template <class T>
  static Result<T> taken(std::optional<Result<T>>& answer) {
    EXPECT_TRUE(answer.has_value()) << "no answer came";
    return answer ? std::move(*answer) : failure(ProblemCode::internal, "no answer came");
  }

  Act act(std::string session = "", Instant at = start) { return {"Olga", at, session}; }

  Result<Opened> sign_in(const char* member, const char* password, std::string session = "") {
    std::optional<Result<Opened>> answer;
    desk.sign_in({member, password}, act(std::move(session)), into(answer));
    return taken(answer);
  }
  Result<Opened> sign_in_as(const char* member, std::string session = "", Instant at = start) {
    std::optional<Result<Opened>> answer;
    desk.sign_in_as(member, act(std::move(session), at), into(answer));
    return taken(answer);
  }
  Result<Opened> first_start(const char* key, const char* name = "Olga",
                             const char* password = long_password, const char* department = "it") {
    std::optional<Result<Opened>> answer;
    desk.first_start({key, name, password, department}, act(), into(answer));
    return taken(answer);
  }
  Result<KeptMember> make(MemberOrder order) {
    std::optional<Result<KeptMember>> answer;
    desk.make_member(std::move(order), act(), into(answer));
    return taken(answer);
  }
  Result<KeptMember> change(const char* key, MemberChange change, std::string session = "") {
    std::optional<Result<KeptMember>> answer;
    desk.change_member(key, std::move(change), act(std::move(session)), into(answer));
    return taken(answer);
  }
  Result<void> sign_out_everywhere(const char* member) {
    std::optional<Result<void>> answer;
    desk.sign_out_everywhere(member, act(), into(answer));
    return taken(answer);
  }
  bool is_in(const std::string& token, Instant at = start) {
    return roster.session(token, at).has_value();
  }
  std::vector<std::string> journal_of(const std::string& subject) {
    std::vector<std::string> whats;
    const auto entries = journal::list(database, subject, 100);
    EXPECT_TRUE(entries);
    for (const auto& kept : *entries) whats.push_back(kept.entry.actor + ": " + kept.entry.what);
    return whats;
  }

  storage::Database database = fresh();
  Roster roster = std::move(*Roster::load(database));
  AtOnceExecutor thread;
  SystemRandom random;
  OwnersKey keys;
  PeopleDesk desk{{database, thread, thread, random, roster, keys}};
};

TEST_F(PeopleDeskTest, AFreshWorkspaceHasTwoDepartmentsAndAnOwnerWithoutPassword) {
  ASSERT_EQ(roster.departments().size(), 2U);
  EXPECT_EQ(roster.department("marketing")->side, wire::Side::marketing);
  EXPECT_EQ(roster.department("it")->side, wire::Side::it);
  EXPECT_FALSE(roster.department("legal"));
  EXPECT_FALSE(roster.has_any_password());
  EXPECT_EQ(sign_in("owner", "").error().code, ProblemCode::unauthorized);
}

TEST_F(PeopleDeskTest, TheFirstStartMakesTheOwnersPasswordOnce) {
  const auto opened = first_start("spa_1", "Olga", long_password, "marketing");
  ASSERT_TRUE(opened) << opened.error().sentence;
  EXPECT_EQ(opened->member, (Member{"owner", "Olga", "marketing", true}));
  const auto signed_in = roster.session(opened->token, start);
  ASSERT_TRUE(signed_in);
  EXPECT_EQ(signed_in->caller.access, wire::Access::admin);
  EXPECT_EQ(signed_in->caller.name, "Olga");
  EXPECT_EQ(signed_in->caller.member, "owner");
  EXPECT_EQ(signed_in->caller.side, wire::Side::marketing);
  EXPECT_TRUE(signed_in->caller.signed_in);
  EXPECT_EQ(signed_in->csrf, csrf_of(opened->token));
  EXPECT_EQ(first_start("spa_1").error().code, ProblemCode::conflict);
  EXPECT_EQ(first_start("wrong").error().code, ProblemCode::conflict);
  EXPECT_TRUE(sign_in("owner", long_password));
  EXPECT_EQ(journal_of("member/owner"),
            (std::vector<std::string>{"Olga: first start: set a password"}));
}

TEST_F(PeopleDeskTest, TheFirstStartNeedsTheAdminKeyAndGoodValues) {
  EXPECT_EQ(first_start("wrong").error().code, ProblemCode::unauthorized);
  EXPECT_EQ(first_start("sps_1").error().code, ProblemCode::unauthorized);
  EXPECT_EQ(first_start("").error().code, ProblemCode::unauthorized);
  EXPECT_EQ(first_start("spa_0").error().pointer, "/admin_key");
  EXPECT_EQ(first_start("spa_1", "").error().pointer, "/name");
  EXPECT_EQ(first_start("spa_1", "Olga", "short").error().pointer, "/password");
  EXPECT_EQ(first_start("spa_1", "Olga", long_password, "legal").error().pointer, "/department");
  EXPECT_FALSE(roster.has_any_password());
  EXPECT_TRUE(journal_of("").empty());
}

TEST_F(PeopleDeskTest, OfTwoFirstStartsAtOnceOneWins) {
  Held passwords;
  PeopleDesk slow({database, thread, passwords, random, roster, keys});
  std::optional<Result<Opened>> one;
  std::optional<Result<Opened>> other;
  slow.first_start({"spa_1", "Olga", long_password, "it"}, act(), into(one));
  slow.first_start({"spa_1", "Mallory", other_password, "it"}, act(), into(other));
  passwords.run();
  ASSERT_TRUE(one && other);
  EXPECT_TRUE(*one);
  ASSERT_FALSE(*other);
  EXPECT_EQ(other->error().code, ProblemCode::conflict);
  EXPECT_TRUE(sign_in("owner", long_password));
  EXPECT_FALSE(sign_in("owner", other_password));
}

TEST_F(PeopleDeskTest, UnknownMembersAndWrongPasswordsLookTheSame) {
  ASSERT_TRUE(make({"maria", "Maria", "marketing", long_password}));
  ASSERT_TRUE(make({"jonas", "Jonas", "it", std::nullopt}));
  const auto wrong = sign_in("maria", other_password);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, ProblemCode::unauthorized);
  for (const char* member : {"jonas", "nobody", "", "maria ", "MARIA", "' OR 1=1 --"}) {
    const auto refused = sign_in(member, long_password);
    ASSERT_FALSE(refused) << member;
    EXPECT_EQ(refused.error(), wrong.error()) << member;
  }
}

TEST_F(PeopleDeskTest, TooManyAtOnceAreRefusedWithoutWork) {
  Held passwords;
  PeopleDesk slow({database, thread, passwords, random, roster, keys});
  std::vector<ProblemCode> refused;
  int answered = 0;
  for (std::size_t i = 0; i < limits::passwords_waiting_max + 3; ++i) {
    slow.sign_in({"nobody", "a password"}, act(), [&](const Result<Opened>& opened) {
      ++answered;
      refused.push_back(opened.error().code);
    });
  }
  EXPECT_EQ(passwords.tasks.size(), limits::passwords_waiting_max);
  EXPECT_EQ(answered, 3);
  EXPECT_EQ(refused.back(), ProblemCode::too_many);
  passwords.tasks.resize(1);  // one is enough here: each costs what a password costs
  passwords.run();
  slow.sign_in({"nobody", "a password"}, act(), [&](const Result<Opened>&) { ++answered; });
  EXPECT_EQ(passwords.tasks.size(), 1U) << "there is room again";
}

TEST_F(PeopleDeskTest, APasswordSetMeanwhileEndsAnOldSignIn) {
  ASSERT_TRUE(make({"maria", "Maria", "marketing", long_password}));
  Held passwords;
  PeopleDesk slow({database, thread, passwords, random, roster, keys});
  std::optional<Result<Opened>> answer;
  slow.sign_in({"maria", long_password}, act(), into(answer));
  ASSERT_TRUE(change("maria", {{}, {}, {}, other_password, {}}));
  passwords.run();
  EXPECT_EQ(taken(answer).error().code, ProblemCode::unauthorized);
}

TEST_F(PeopleDeskTest, SigningInAgainEndsTheSessionItWasDoneFrom) {
  const auto first = sign_in_as("owner");
  const auto beside = sign_in_as("owner");
  ASSERT_TRUE(first && beside);
  const auto second = sign_in_as("owner", first->token);
  ASSERT_TRUE(second);
  EXPECT_NE(second->token, first->token);
  EXPECT_FALSE(is_in(first->token));
  EXPECT_TRUE(is_in(beside->token));
  EXPECT_TRUE(is_in(second->token));
}

TEST_F(PeopleDeskTest, SessionsAreKeptAsHashesAndOutliveARestart) {
  const auto opened = sign_in_as("owner");
  ASSERT_TRUE(opened);
  const auto kept = read_sessions(database);
  ASSERT_TRUE(kept);
  ASSERT_EQ(kept->size(), 1U);
  EXPECT_EQ(kept->at(0), (Session{hash_of_token(opened->token), "owner", start, start}));
  const auto again = Roster::load(database);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->session(opened->token, start));
  EXPECT_FALSE(again->session(kept->at(0).hash, start)) << "the hash is no token";
  EXPECT_FALSE(again->session("", start));
}

TEST_F(PeopleDeskTest, UseIsWrittenNowAndThen) {
  const auto opened = sign_in_as("owner");
  ASSERT_TRUE(opened);
  EXPECT_TRUE(is_in(opened->token, start + 11h));
  EXPECT_EQ(read_sessions(database)->at(0).seen_at, start);
  for (auto passed = 0ms; passed < limits::session_seen_every; passed += limits::live_tick)
    desk.tick();
  EXPECT_EQ(read_sessions(database)->at(0).seen_at, start + 11h);
  EXPECT_TRUE(Roster::load(database)->session(opened->token, start + 22h));
  EXPECT_FALSE(Roster::load(database)->session(opened->token, start + 23h));
  EXPECT_TRUE(roster.take_seen().empty());
}

TEST_F(PeopleDeskTest, SigningOutEndsOneSession) {
  const auto one = sign_in_as("owner");
  const auto other = sign_in_as("owner");
  ASSERT_TRUE(one && other);
  std::optional<Result<void>> answer;
  desk.sign_out(act(one->token), into(answer));
  EXPECT_TRUE(taken(answer));
  EXPECT_FALSE(is_in(one->token));
  EXPECT_TRUE(is_in(other->token));
  EXPECT_FALSE(Roster::load(database)->session(one->token, start));
}

TEST_F(PeopleDeskTest, SigningOutEverywhereEndsAllOfOneMember) {
  ASSERT_TRUE(make({"maria", "Maria", "marketing", std::nullopt}));
  const auto one = sign_in_as("maria");
  const auto two = sign_in_as("maria");
  const auto others = sign_in_as("owner");
  ASSERT_TRUE(one && two && others);
  EXPECT_TRUE(sign_out_everywhere("maria"));
  EXPECT_FALSE(is_in(one->token));
  EXPECT_FALSE(is_in(two->token));
  EXPECT_TRUE(is_in(others->token));
  EXPECT_EQ(read_sessions(database)->size(), 1U);
  EXPECT_EQ(journal_of("member/maria").at(0), "Olga: signed out everywhere");
}

TEST_F(PeopleDeskTest, TheOldestSessionsGiveWay) {
  const auto first = sign_in_as("owner");
  ASSERT_TRUE(first);
  std::string last;
  for (std::size_t i = 0; i < limits::sessions_per_member_max; ++i)
    last = sign_in_as("owner", "", start + 1s)->token;
  EXPECT_FALSE(is_in(first->token));
  EXPECT_TRUE(is_in(last));
  EXPECT_EQ(read_sessions(database)->size(), limits::sessions_per_member_max);
}

TEST_F(PeopleDeskTest, SigningInCleansUpWhatIsOver) {
  const auto old = sign_in_as("owner");
  ASSERT_TRUE(old);
  ASSERT_TRUE(sign_in_as("owner", "", start + 12h));
  EXPECT_EQ(read_sessions(database)->size(), 1U);
}

TEST_F(PeopleDeskTest, MakesMembersOnce) {
  const auto made = make({"maria", "Maria", "marketing", long_password, false});
  ASSERT_TRUE(made) << made.error().sentence;
  EXPECT_TRUE(made->has_password);
  EXPECT_EQ(make({"maria", "Other", "it", std::nullopt}).error().pointer, "/key");
  EXPECT_EQ(make({"maria2", "Maria", "it", std::nullopt}).error().pointer, "/name");
  EXPECT_EQ(make({"m x", "Mx", "it", std::nullopt}).error().pointer, "/key");
  EXPECT_EQ(make({"mx", "judge", "it", std::nullopt}).error().pointer, "/name");
  EXPECT_EQ(make({"mx", "Mx", "legal", std::nullopt}).error().pointer, "/department");
  EXPECT_EQ(make({"mx", "Mx", "it", "short"}).error().pointer, "/password");
  EXPECT_EQ(roster.members().size(), 2U);
  const auto again = Roster::load(database);
  EXPECT_EQ(again->member("maria")->member, made->member);
  EXPECT_TRUE(again->member("maria")->has_password);
  EXPECT_EQ(journal_of("member/maria"),
            (std::vector<std::string>{"Olga: made a member: Maria, Marketing, with a password"}));
}

TEST_F(PeopleDeskTest, ChangesTakeEffectInOpenSessions) {
  ASSERT_TRUE(make({"maria", "Maria", "marketing", std::nullopt}));
  const auto opened = sign_in_as("maria");
  ASSERT_TRUE(opened);
  EXPECT_EQ(roster.session(opened->token, start)->caller.access, wire::Access::member);
  ASSERT_TRUE(change("maria", {"Maria W.", "it", true, {}, {}}));
  const auto caller = roster.session(opened->token, start)->caller;
  EXPECT_EQ(caller.access, wire::Access::admin);
  EXPECT_EQ(caller.side, wire::Side::it);
  EXPECT_EQ(caller.name, "Maria W.");
  EXPECT_EQ(journal_of("member/maria").at(0),
            "Olga: changed the member: Maria W., IT, administrator");
  EXPECT_EQ(change("nobody", {"X", {}, {}, {}, {}}).error().code, ProblemCode::not_found);
  EXPECT_EQ(change("maria", {"owner", {}, {}, {}, {}}).error().code, ProblemCode::conflict);
  const auto entries = journal_of("").size();
  EXPECT_TRUE(change("maria", {"Maria W.", {}, {}, {}, {}}));
  EXPECT_EQ(journal_of("").size(), entries) << "nothing changed, nothing to tell";
}

TEST_F(PeopleDeskTest, ASetPasswordEndsTheOtherSessions) {
  ASSERT_TRUE(make({"maria", "Maria", "marketing", long_password}));
  const auto here = sign_in_as("maria");
  const auto there = sign_in_as("maria");
  ASSERT_TRUE(here && there);
  const MemberChange order{{}, {}, {}, other_password, long_password};
  ASSERT_TRUE(change("maria", order, here->token));
  EXPECT_TRUE(is_in(here->token));
  EXPECT_FALSE(is_in(there->token));
  EXPECT_FALSE(sign_in("maria", long_password));
  EXPECT_TRUE(sign_in("maria", other_password));
  const auto again = change("maria", order, here->token);
  ASSERT_FALSE(again) << "the old password is another one now";
  EXPECT_EQ(again.error().pointer, "/old_password");
}

TEST_F(PeopleDeskTest, NoSecretStandsInTheDatabaseOrTheJournal) {
  ASSERT_TRUE(first_start("spa_1"));
  ASSERT_TRUE(make({"maria", "Maria", "marketing", other_password}));
  const auto opened = sign_in("maria", other_password);
  ASSERT_TRUE(opened);
  for (const char* table : {"members", "people_sessions", "journal", "workspace"}) {
    const auto rows = database.query(std::string("SELECT * FROM ") + table);
    ASSERT_TRUE(rows);
    for (const auto& row : *rows) {
      for (const auto& field : row) {
        if (!field.is_text()) continue;
        for (const std::string& secret :
             {std::string(long_password), std::string(other_password), std::string("spa_1"),
              opened->token, csrf_of(opened->token)})
          EXPECT_EQ(field.text().find(secret), std::string::npos) << table;
      }
    }
  }
}

TEST_F(PeopleDeskTest, WhatCannotBeWrittenDidNotHappen) {
  const auto opened = sign_in_as("owner");
  ASSERT_TRUE(opened);
  ASSERT_TRUE(database.run_script("DROP TABLE journal"));
  EXPECT_FALSE(make({"maria", "Maria", "marketing", std::nullopt}));
  EXPECT_FALSE(roster.member("maria"));
  EXPECT_FALSE(first_start("spa_1"));
  EXPECT_FALSE(roster.has_any_password());
  EXPECT_FALSE(sign_out_everywhere("owner"));
  EXPECT_TRUE(is_in(opened->token)) << "it would be open again after a restart";
}

TEST(PeopleMigration, MembersOfAnOlderWorkspaceMayAdminister) {
  auto database = std::move(*storage::Database::open(":memory:"));
  for (const auto& migration : storage::migrations().first(2))
    ASSERT_TRUE(database.run_script(migration.sql));
  ASSERT_TRUE(
      database.run_script("INSERT INTO members VALUES ('owner', 'owner', '2026');"
                          "PRAGMA user_version=2"));
  ASSERT_TRUE(storage::migrate(database));
  const auto roster = Roster::load(database);
  ASSERT_TRUE(roster);
  EXPECT_EQ(roster->member("owner")->member, (Member{"owner", "owner", "it", true}));
}

}  // namespace
}  // namespace spotter::people
