#include "journal/journal.hpp"

#include <gtest/gtest.h>

#include "storage/migrations.hpp"

namespace spotter::journal {
namespace {

using storage::Database;

class JournalTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(storage::migrate(database_));
    for (Sequence i = 1; i <= 5; ++i) ASSERT_TRUE(append(database_, entry(i)));
  }

  static Entry entry(Sequence sequence) {
    const auto subject = sequence % 2 == 0 ? "launch/spring-banner" : "launch/other";
    const Instant at{1'772'355'600'000'000 + static_cast<std::int64_t>(sequence)};
    return {sequence, subject, at, "judge", "rolled back", "evidence " + std::to_string(sequence)};
  }

  // Runs `sql` as somebody would who has the file: no trigger stops him.
  void tamper(const std::string& sql) {
    const auto done = database_.run_script(
        "DROP TRIGGER journal_is_not_changed; DROP TRIGGER journal_is_not_cut;" + sql);
    ASSERT_TRUE(done) << done.error().sentence;
  }

  void expect_damage_at(int position) {
    const auto verified = verify(database_);
    ASSERT_FALSE(verified);
    EXPECT_EQ(verified.error().code, ProblemCode::corrupt);
    const auto place = "position " + std::to_string(position) + ":";
    EXPECT_NE(verified.error().sentence.find(place), std::string::npos)
        << verified.error().sentence;
  }

  Database database_ = std::move(*Database::open(":memory:"));
};

TEST_F(JournalTest, ListsTheNewestFirst) {
  const auto all = list(database_, "", 3);
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 3U);
  EXPECT_EQ((*all)[0].position, 5U);
  EXPECT_EQ((*all)[0].entry, entry(5));
  EXPECT_EQ((*all)[2].entry, entry(3));
  EXPECT_EQ((*all)[0].hash.size(), 64U);
}

TEST_F(JournalTest, ListsOneSubject) {
  const auto entries = list(database_, "launch/spring-banner", 10);
  ASSERT_TRUE(entries);
  ASSERT_EQ(entries->size(), 2U);
  EXPECT_EQ((*entries)[0].entry, entry(4));
  EXPECT_EQ((*entries)[1].entry, entry(2));
  EXPECT_TRUE(list(database_, "launch/nothing", 10)->empty());
  EXPECT_TRUE(list(database_, "", 0)->empty());
}

TEST_F(JournalTest, AppendReturnsWhatListShows) {
  const auto kept = append(database_, entry(6));
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->position, 6U);
  EXPECT_EQ(list(database_, "", 1)->at(0), *kept);
}

TEST_F(JournalTest, RollsBackWithItsChange) {
  const auto refused = database_.transaction([&]() -> Result<void> {
    TRY_VOID(append(database_, entry(6)));
    return failure(ProblemCode::conflict, "the change was refused");
  });
  EXPECT_FALSE(refused);
  EXPECT_EQ(verify(database_), 5U);
}

TEST_F(JournalTest, AWholeChainIsCounted) {
  EXPECT_EQ(verify(database_), 5U);
  auto empty = std::move(*Database::open(":memory:"));
  ASSERT_TRUE(storage::migrate(empty));
  EXPECT_EQ(verify(empty), 0U);
}

TEST_F(JournalTest, LongChainsAreReadInPages) {
  const auto appended = database_.transaction([&]() -> Result<void> {
    for (Sequence i = 6; i <= 2'500; ++i) TRY_VOID(append(database_, entry(i)));
    return {};
  });
  ASSERT_TRUE(appended);
  EXPECT_EQ(verify(database_), 2'500U);
  tamper("UPDATE journal SET why = 'x' WHERE position = 1001");
  expect_damage_at(1001);
}

TEST_F(JournalTest, AChangedFieldIsFound) {
  for (const auto* change :
       {"sequence = 9", "subject = 'launch/spring-bannes'", "at = '2026-03-01T09:00:00.000004Z'",
        "actor = 'judgf'", "what = 'rolled backs'", "why = ''", "previous = ''",
        "hash = replace(hash, substr(hash, 1, 1), 'x')"}) {
    SCOPED_TRACE(change);
    database_ = std::move(*Database::open(":memory:"));
    SetUp();
    tamper(std::string("UPDATE journal SET ") + change + " WHERE position = 3");
    expect_damage_at(3);
  }
}

TEST_F(JournalTest, TextMovedBetweenFieldsIsFound) {
  tamper(
      "UPDATE journal SET what = what || substr(why, 1, 1), why = substr(why, 2)"
      " WHERE position = 2");
  expect_damage_at(2);
}

TEST_F(JournalTest, ARemovedEntryIsFound) {
  tamper("DELETE FROM journal WHERE position = 2");
  expect_damage_at(2);
}

TEST_F(JournalTest, ARemovedEntryIsFoundEvenIfTheRestMovesUp) {
  tamper(
      "DELETE FROM journal WHERE position = 2;"
      "UPDATE journal SET position = position - 1 WHERE position > 2;"
      "UPDATE journal SET previous = (SELECT hash FROM journal WHERE position = 1)"
      " WHERE position = 2");
  expect_damage_at(2);
}

TEST_F(JournalTest, ARemovedBeginningIsFound) {
  tamper("DELETE FROM journal WHERE position = 1");
  expect_damage_at(1);
}

TEST_F(JournalTest, SwappedEntriesAreFound) {
  tamper(
      "UPDATE journal SET position = 100 WHERE position = 3;"
      "UPDATE journal SET position = 3 WHERE position = 4;"
      "UPDATE journal SET position = 4 WHERE position = 100");
  expect_damage_at(3);
}

TEST_F(JournalTest, AnInsertedEntryIsFound) {
  tamper(
      "INSERT INTO journal SELECT 6, sequence, subject, at, actor, what, why, previous, hash"
      " FROM journal WHERE position = 5");
  expect_damage_at(6);
}

TEST_F(JournalTest, AnEntryBeforeTheFirstIsFound) {
  tamper(
      "INSERT INTO journal SELECT -1, sequence, subject, at, actor, what, why, previous, hash"
      " FROM journal WHERE position = 1");
  expect_damage_at(1);
}

}  // namespace
}  // namespace spotter::journal
