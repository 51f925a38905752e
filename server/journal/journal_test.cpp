#include "journal/journal.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <random>

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

  // Once the triggers are gone, or where none stands in the way.
  void tamper_again(const std::string& sql) { ASSERT_TRUE(database_.run_script(sql)); }

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

// Every bit of every byte that is stored of every entry, one at a time.
TEST_F(JournalTest, EveryFlippedBitIsFoundWhereItIs) {
  tamper("");
  const std::vector<std::string> texts = {"subject", "at",       "actor", "what",
                                          "why",     "previous", "hash"};
  int flips = 0;
  for (int position = 1; position <= 5; ++position) {
    for (const auto& column : texts) {
      const auto select = "SELECT " + column + " FROM journal WHERE position = ?";
      const auto update = "UPDATE journal SET " + column + " = ? WHERE position = ?";
      const auto whole = database_.query(select, {position})->at(0).at(0).text();
      for (std::size_t bit = 0; bit < 8 * whole.size(); ++bit) {
        auto flipped = whole;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
        ASSERT_TRUE(database_.run(update, {flipped, position}));
        expect_damage_at(position);
        ++flips;
      }
      ASSERT_TRUE(database_.run(update, {whole, position}));
    }
    for (int bit = 0; bit < 64; ++bit) {
      const auto mask = static_cast<std::int64_t>(std::uint64_t{1} << bit);
      const auto flip =
          "UPDATE journal SET sequence = (sequence | ?) - (sequence & ?)"
          " WHERE position = ?";
      ASSERT_TRUE(database_.run(flip, {mask, mask, position}));
      expect_damage_at(position);
      ASSERT_TRUE(database_.run("UPDATE journal SET sequence = ? WHERE position = ?",
                                {position, position}));
      ++flips;
    }
  }
  EXPECT_GT(flips, 5 * 8 * 150);
  EXPECT_EQ(verify(database_), 5U);
}

// A flipped bit of a position moves the entry: it is missing where it was.
TEST_F(JournalTest, EveryFlippedBitOfAPositionIsFound) {
  tamper("");
  for (std::int64_t position = 1; position <= 5; ++position) {
    for (int bit = 0; bit < 64; ++bit) {
      const auto moved = position ^ static_cast<std::int64_t>(std::uint64_t{1} << bit);
      const auto update = "UPDATE journal SET position = ? WHERE position = ?";
      if (moved >= 1 && moved <= 5) continue;  // taken: SQLite itself refuses
      ASSERT_TRUE(database_.run(update, {moved, position}));
      const auto verified = verify(database_);
      ASSERT_FALSE(verified) << position << " as " << moved;
      EXPECT_EQ(verified.error().code, ProblemCode::corrupt);
      ASSERT_TRUE(database_.run(update, {position, moved}));
    }
  }
  EXPECT_EQ(verify(database_), 5U);
}

TEST_F(JournalTest, ACutEndIsFound) {
  tamper("DELETE FROM journal WHERE position = 5");
  expect_damage_at(5);
  tamper_again("DELETE FROM journal");
  expect_damage_at(1);
}

TEST_F(JournalTest, AHeadThatIsGoneOrAnotherIsFound) {
  for (const char* change : {"DELETE FROM workspace WHERE name = 'journal_head'",
                             "UPDATE workspace SET value = '' WHERE name = 'journal_head'",
                             "UPDATE workspace SET value = replace(value, '5 ', '4 ')"
                             " WHERE name = 'journal_head'"}) {
    SCOPED_TRACE(change);
    database_ = std::move(*Database::open(":memory:"));
    SetUp();
    tamper_again(change);
    expect_damage_at(6);
  }
}

TEST_F(JournalTest, AnEntryAddedAroundTheProgramIsFound) {
  const auto head =
      database_.query("SELECT value FROM workspace WHERE name = 'journal_head'")->at(0).at(0);
  ASSERT_TRUE(append(database_, entry(6)));
  ASSERT_TRUE(database_.run("UPDATE workspace SET value = ? WHERE name = 'journal_head'", {head}));
  expect_damage_at(7);
}

/// A database in a file, whole and closed.
class JournalFileTest : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder_);
    std::filesystem::remove(path_);
    {
      auto database = std::move(*Database::open(path_));
      ASSERT_TRUE(storage::migrate(database));
      const auto filled = database.transaction([&]() -> Result<void> {
        for (Sequence i = 1; i <= 500; ++i) {
          const Entry entry{
              i,        "launch/spring-banner",        {1'772'355'600'000'000}, "Maria",
              "paused", "because " + std::to_string(i)};
          TRY_VOID(append(database, entry));
        }
        return {};
      });
      ASSERT_TRUE(filled);
    }
    std::ifstream file(path_, std::ios::binary);
    bytes_.assign(std::istreambuf_iterator<char>(file), {});
    ASSERT_GT(bytes_.size(), 200'000U);
    auto database = open(bytes_);
    ASSERT_TRUE(database);
    entries_ = *list(*database, "", 1000);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  /// The database with these bytes; nothing if SQLite refuses it as a whole.
  std::optional<Database> open(const std::string& bytes) {
    for (const char* more : {"-wal", "-shm"}) std::filesystem::remove(path_ + more);
    std::ofstream(path_, std::ios::binary | std::ios::trunc) << bytes;
    auto database = Database::open(path_);
    if (!database) return std::nullopt;
    return std::move(*database);
  }

  const std::string folder_ = testing::TempDir() + "/spotter_journal_file";
  const std::string path_ = folder_ + "/state.db";
  std::string bytes_;
  std::vector<KeptEntry> entries_;
};

// Either the check finds it, or the journal still says what it said: a byte of an unused place, or
// of another table.
TEST_F(JournalFileTest, AFlippedByteAnywhereInTheFileIsFoundOrHarmless) {
  std::mt19937_64 dice(4);
  int found = 0;
  for (int i = 0; i < 200; ++i) {
    auto bytes = bytes_;
    const auto place = dice() % bytes.size();
    bytes[place] = static_cast<char>(bytes[place] ^ static_cast<char>(1 + dice() % 255));
    auto database = open(bytes);
    if (!database || !verify(*database)) {
      ++found;
      continue;
    }
    const auto entries = list(*database, "", 1000);
    ASSERT_TRUE(entries) << "byte " << place;
    ASSERT_EQ(*entries, entries_) << "byte " << place;
  }
  EXPECT_GT(found, 100) << "most of what is stored is the journal";
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
