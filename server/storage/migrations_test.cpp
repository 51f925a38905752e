#include "storage/migrations.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace spotter::storage {
namespace {

Database migrated() {
  auto database = Database::open(":memory:");
  EXPECT_TRUE(database);
  const auto done = migrate(*database);
  EXPECT_TRUE(done) << done.error().sentence;
  return std::move(*database);
}

TEST(Migrations, AreNumberedWithoutGaps) {
  int number = 0;
  for (const auto& migration : migrations()) {
    EXPECT_EQ(migration.number, ++number);
    EXPECT_EQ(std::stoi(std::string(migration.name.substr(0, 4))), number) << migration.name;
    EXPECT_FALSE(migration.sql.empty());
  }
  EXPECT_GE(number, 1);
}

TEST(Migrations, MakeTheTables) {
  auto database = migrated();
  const auto rows = database.query(
      "SELECT name, strict FROM pragma_table_list WHERE schema = 'main'"
      " AND name NOT LIKE 'sqlite%' ORDER BY name");
  ASSERT_TRUE(rows);
  std::set<std::string> names;
  for (const auto& row : *rows) {
    names.insert(row[0].text());
    EXPECT_EQ(row[1].integer(), 1) << row[0].text() << " is not STRICT";
  }
  for (const auto* name : {"access_keys", "journal", "live_launches", "live_metrics",
                           "live_receipts", "members", "workspace"}) {
    EXPECT_TRUE(names.contains(name)) << name;
  }
}

TEST(Migrations, RunOnce) {
  auto database = migrated();
  ASSERT_TRUE(database.run("INSERT INTO workspace VALUES ('a', 'b')"));
  EXPECT_TRUE(migrate(database));
  EXPECT_EQ(database.query("SELECT value FROM workspace")->at(0).at(0).text(), "b");
  EXPECT_EQ(database.query("PRAGMA user_version")->at(0).at(0).integer(),
            static_cast<std::int64_t>(migrations().size()));
}

TEST(Migrations, ADatabaseOfANewerProgramIsRefused) {
  auto database = migrated();
  ASSERT_TRUE(database.run_script("PRAGMA user_version=999"));
  const auto refused = migrate(database);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ProblemCode::conflict);
}

TEST(Migrations, AFailedOneLeavesNothing) {
  auto database = Database::open(":memory:");
  ASSERT_TRUE(database && database->run_script("CREATE TABLE journal (a TEXT)"));
  EXPECT_FALSE(migrate(*database));
  EXPECT_EQ(database->query("PRAGMA user_version")->at(0).at(0).integer(), 0);
  EXPECT_EQ(database->query("SELECT count(*) FROM sqlite_schema")->at(0).at(0).integer(), 1);
}

TEST(Migrations, KeysHaveThreeKindsAndOneHash) {
  auto database = migrated();
  const auto* insert =
      "INSERT INTO access_keys (id, kind, hash, member, created_at) VALUES (?, ?, ?, ?, "
      "'2026-03-01T09:00:00Z')";
  EXPECT_TRUE(database.run(insert, {"1", "admin", "h1", nullptr}));
  EXPECT_TRUE(database.run(insert, {"2", "server", "h2", nullptr}));
  EXPECT_TRUE(database.run(insert, {"3", "client", "h3", nullptr}));
  EXPECT_FALSE(database.run(insert, {"4", "owner", "h4", nullptr}));
  EXPECT_FALSE(database.run(insert, {"5", "admin", "h1", nullptr}));
  EXPECT_FALSE(database.run(insert, {"6", "admin", "h6", "nobody"}));
}

TEST(Migrations, TheJournalIsAppendOnly) {
  auto database = migrated();
  ASSERT_TRUE(database.run("INSERT INTO journal VALUES (1, 1, 's', 't', 'a', 'w', '', '', 'h')"));
  EXPECT_FALSE(database.run("UPDATE journal SET what = 'other'"));
  EXPECT_FALSE(database.run("DELETE FROM journal"));
}

}  // namespace
}  // namespace spotter::storage
