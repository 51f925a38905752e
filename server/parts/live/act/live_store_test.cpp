#include "parts/live/act/live_store.hpp"

#include <gtest/gtest.h>

#include "storage/migrations.hpp"

namespace spotter::live {
namespace {

class LiveStore : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(storage::migrate(database)); }

  StateChange started(Sequence sequence) {
    StateChange change;
    change.sequence = sequence;
    Launch launch;
    launch.definition.key = "banner";
    launch.state = State::live;
    change.launches.push_back(launch);
    change.cards.push_back({"banner", R"({"title":"A banner"})"});
    change.entries.push_back({sequence, "launch/banner", {1}, "owner", "started", ""});
    return change;
  }
  std::size_t entries() { return journal::list(database, "", 100)->size(); }
  std::size_t cards() { return database.query("SELECT card FROM launches_cards")->size(); }
  std::size_t launches() { return database.query("SELECT key FROM live_launches")->size(); }

  storage::Database database = std::move(*storage::Database::open(":memory:"));
};

TEST_F(LiveStore, KeepsAChangeOnce) {
  ASSERT_TRUE(keep(database, started(3)));
  ASSERT_TRUE(keep(database, started(3)));
  EXPECT_EQ(applied_sequence(database), 3U);
  EXPECT_EQ(entries(), 1U);
  EXPECT_EQ(launches(), 1U);
  EXPECT_EQ(cards(), 1U);
}

TEST_F(LiveStore, FillsItsTablesAgainAfterARepair) {
  ASSERT_TRUE(keep(database, started(3)));
  ASSERT_TRUE(keep(database, started(9)));
  ASSERT_TRUE(reconcile(database, 5, {1}));
  EXPECT_EQ(launches(), 0U);
  EXPECT_EQ(cards(), 0U);
  EXPECT_EQ(entries(), 3U);  // both, and the repair
  ASSERT_TRUE(keep(database, started(3)));
  EXPECT_EQ(launches(), 1U);
  EXPECT_EQ(entries(), 3U);  // the replay writes nothing twice
  ASSERT_TRUE(keep(database, started(6)));
  EXPECT_EQ(entries(), 4U);  // what is new is written
}

TEST_F(LiveStore, LeavesAllAsItIsWithoutARepair) {
  ASSERT_TRUE(keep(database, started(3)));
  ASSERT_TRUE(reconcile(database, 3, {1}));
  EXPECT_EQ(launches(), 1U);
  EXPECT_EQ(entries(), 1U);
}

}  // namespace
}  // namespace spotter::live
