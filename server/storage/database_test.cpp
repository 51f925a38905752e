#include "storage/database.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <limits>
#include <thread>

namespace spotter::storage {
namespace {

class DatabaseTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "spotter-database-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string path() const { return folder_ + "/state.db"; }

  static Database in_memory() {
    auto database = Database::open(":memory:");
    EXPECT_TRUE(database) << database.error().sentence;
    EXPECT_TRUE(
        database->run_script("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT UNIQUE,"
                             "real REAL, bytes BLOB, of INTEGER REFERENCES t) STRICT;"));
    return std::move(*database);
  }

  std::string folder_;
};

TEST_F(DatabaseTest, GivesBackWhatItTook) {
  auto database = in_memory();
  const std::string text("zero \0 and ümlaut", 18);
  const auto least = std::numeric_limits<std::int64_t>::min();
  const char* insert = "INSERT INTO t (id, text, real, bytes) VALUES (?, ?, ?, ?)";
  ASSERT_TRUE(database.run(insert, {least, text, 0.1, Blob{0, 255}}));
  ASSERT_TRUE(database.run(insert, {7, nullptr, std::optional<double>{}, Blob{}}));
  const auto rows = database.query("SELECT id, text, real, bytes FROM t ORDER BY id");
  ASSERT_TRUE(rows) << rows.error().sentence;
  ASSERT_EQ(rows->size(), 2U);
  EXPECT_EQ((*rows)[0], (Row{least, text, 0.1, Blob{0, 255}}));
  EXPECT_EQ((*rows)[1], (Row{7, nullptr, nullptr, Blob{}}));
  EXPECT_TRUE((*rows)[1][1].is_null());
  EXPECT_EQ((*rows)[0][1].text().size(), 18U);
}

TEST_F(DatabaseTest, AFieldOfAnotherTypeIsABrokenInvariant) {
  const Value field("text");
  EXPECT_EQ(field.text(), "text");
  EXPECT_THROW(field.integer(), BrokenInvariant);
  EXPECT_THROW(Value(nullptr).text(), BrokenInvariant);
  const auto too_large = std::numeric_limits<std::uint64_t>::max();
  EXPECT_THROW((void)Value{too_large}, BrokenInvariant);
}

TEST_F(DatabaseTest, ParametersAreCounted) {
  auto database = in_memory();
  EXPECT_THROW((void)database.run("INSERT INTO t (id) VALUES (?)"), BrokenInvariant);
  EXPECT_THROW((void)database.run("SELECT 1", {1}), BrokenInvariant);
  EXPECT_THROW((void)database.query("SELECT 1; SELECT 2"), BrokenInvariant);
}

TEST_F(DatabaseTest, CachedStatementsForgetTheirParameters) {
  auto database = in_memory();
  for (int id = 1; id <= 1000; ++id) {
    ASSERT_TRUE(database.run("INSERT INTO t (id, text) VALUES (?, ?)", {id, std::to_string(id)}));
  }
  EXPECT_EQ(database.changes(), 1);
  for (int id = 1; id <= 1000; ++id) {  // more than the cache holds
    const auto sql = "SELECT text FROM t WHERE id = " + std::to_string(id);
    const auto rows = database.query(sql);
    ASSERT_TRUE(rows);
    ASSERT_EQ(rows->at(0).at(0).text(), std::to_string(id));
  }
}

TEST_F(DatabaseTest, ConstraintsAreConflicts) {
  auto database = in_memory();
  ASSERT_TRUE(database.run("INSERT INTO t (id, text) VALUES (1, 'a')"));
  for (const auto* sql :
       {"INSERT INTO t (id) VALUES (1)", "INSERT INTO t (id, text) VALUES (2, 'a')",
        "INSERT INTO t (id, of) VALUES (3, 99)", "INSERT INTO t (id, of) VALUES (4, 'x')"}) {
    const auto run = database.run(sql);
    ASSERT_FALSE(run) << sql;
    EXPECT_EQ(run.error().code, ProblemCode::conflict) << run.error().sentence;
  }
  // And the statements work again afterwards.
  EXPECT_TRUE(database.run("INSERT INTO t (id, text) VALUES (2, 'b')"));
}

TEST_F(DatabaseTest, WrongSqlIsInternal) {
  auto database = in_memory();
  EXPECT_EQ(database.run("SELEKT 1").error().code, ProblemCode::internal);
  EXPECT_EQ(database.run_script("SELECT nothing FROM nowhere").error().code, ProblemCode::internal);
}

TEST_F(DatabaseTest, TransactionsKeepAllOrNothing) {
  auto database = in_memory();
  const auto count = [&] {
    return database.query("SELECT count(*) FROM t")->at(0).at(0).integer();
  };
  const auto kept = database.transaction([&]() -> Result<int> {
    TRY_VOID(database.run("INSERT INTO t (id) VALUES (1)"));
    return 42;
  });
  EXPECT_EQ(kept, 42);
  const auto refused = database.transaction([&]() -> Result<void> {
    TRY_VOID(database.run("INSERT INTO t (id) VALUES (2)"));
    return failure(ProblemCode::conflict, "not this way");
  });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().sentence, "not this way");
  EXPECT_EQ(count(), 1);
  const auto throws = [&]() -> Result<void> {
    TRY_VOID(database.run("INSERT INTO t (id) VALUES (3)"));
    throw std::runtime_error("a library");
  };
  EXPECT_THROW((void)database.transaction(throws), std::runtime_error);
  EXPECT_EQ(count(), 1);
  const auto nested = [&] { return database.transaction([] { return Result<void>{}; }); };
  EXPECT_THROW((void)database.transaction(nested), BrokenInvariant);
  EXPECT_TRUE(database.transaction([&] { return database.run("DELETE FROM t"); }));
}

TEST_F(DatabaseTest, SurvivesReopeningAndIsTheOwnersOnly) {
  {
    auto database = Database::open(path());
    ASSERT_TRUE(database) << database.error().sentence;
    ASSERT_TRUE(database->run_script("CREATE TABLE t (a TEXT) STRICT; INSERT INTO t VALUES ('x')"));
    for (const auto* name : {"/state.db", "/state.db-wal", "/state.db-shm"}) {
      struct stat status {};
      ASSERT_EQ(::stat((folder_ + name).c_str(), &status), 0) << name;
      EXPECT_EQ(status.st_mode & 0777, 0600U) << name;
    }
  }
  auto again = Database::open(path());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->query("SELECT a FROM t")->at(0).at(0).text(), "x");
  EXPECT_EQ(again->query("PRAGMA journal_mode")->at(0).at(0).text(), "wal");
  EXPECT_EQ(again->query("PRAGMA synchronous")->at(0).at(0).integer(), 2);
  EXPECT_EQ(again->query("PRAGMA foreign_keys")->at(0).at(0).integer(), 1);
}

TEST_F(DatabaseTest, WaitsForAnotherTransaction) {
  auto one = Database::open(path());
  auto two = Database::open(path());
  ASSERT_TRUE(one && two);
  ASSERT_TRUE(one->run_script("CREATE TABLE t (a INTEGER) STRICT; INSERT INTO t VALUES (0)"));
  const auto add = [](Database& database) {
    for (int i = 0; i < 50; ++i) {
      const auto added = database.transaction([&]() -> Result<void> {
        TRY(const auto rows, database.query("SELECT a FROM t"));
        return database.run("UPDATE t SET a = ?", {rows[0][0].integer() + 1});
      });
      ASSERT_TRUE(added) << added.error().sentence;
    }
  };
  std::thread other([&] { add(*one); });
  add(*two);
  other.join();
  EXPECT_EQ(two->query("SELECT a FROM t")->at(0).at(0).integer(), 100);
}

TEST_F(DatabaseTest, ALockThatStaysIsUnavailable) {
  auto one = Database::open(path());
  auto two = Database::open(path());
  ASSERT_TRUE(one && two);
  ASSERT_TRUE(two->run_script("PRAGMA busy_timeout=1"));
  const auto locked = one->transaction([&]() -> Result<void> {
    const auto blocked = two->transaction([] { return Result<void>{}; });
    EXPECT_FALSE(blocked);
    return blocked;
  });
  ASSERT_FALSE(locked);
  EXPECT_EQ(locked.error().code, ProblemCode::unavailable);
  EXPECT_TRUE(two->transaction([] { return Result<void>{}; }));
}

TEST_F(DatabaseTest, AFullDatabaseIsUnavailable) {
  auto database = in_memory();
  ASSERT_TRUE(database.run_script("PRAGMA max_page_count=10"));
  const auto filled = database.transaction([&]() -> Result<void> {
    for (;;) TRY_VOID(database.run("INSERT INTO t (bytes) VALUES (?)", {Blob(4000, 1)}));
  });
  ASSERT_FALSE(filled);
  EXPECT_EQ(filled.error().code, ProblemCode::unavailable);
  EXPECT_EQ(database.query("SELECT count(*) FROM t")->at(0).at(0).integer(), 0);
}

TEST_F(DatabaseTest, WhatIsNoDatabaseIsCorrupt) {
  std::ofstream(path()) << std::string(5000, 'x');
  const auto opened = Database::open(path());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ProblemCode::corrupt) << opened.error().sentence;
}

TEST_F(DatabaseTest, AMissingFolderIsAProblem) {
  EXPECT_FALSE(Database::open(folder_ + "/nowhere/state.db"));
}

}  // namespace
}  // namespace spotter::storage
