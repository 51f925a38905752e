#include "app/lane_bridge.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "app/key_ring.hpp"
#include "base/at_once_executor.hpp"
#include "protocols/test_stream.hpp"

namespace spotter::app {
namespace {

struct Nowhere final : live::Outlet {
  void publish(std::shared_ptr<const live::Snapshot>, std::optional<live::RolledBack>) override {}
  void keep(live::StateChange) override {}
};

// A bridge over a real log in a folder of its own.
class LaneBridgeTest : public testing::Test {
 protected:
  LaneBridgeTest() {
    std::filesystem::remove_all(folder);
    EXPECT_TRUE(disk.make_folder(folder));
    storage::Opened opened;
    auto made = storage::EventLog::open(disk, thread, {.data_folder = folder}, &opened);
    EXPECT_TRUE(made) << made.error().sentence;
    log = std::move(*made);
    desk.emplace(*log, thread, loop);
    bridge.emplace(LaneNeeds{*desk, record_maker, thread, loop, clock, keys});
  }
  ~LaneBridgeTest() override {
    bridge.reset();
    desk.reset();
    log.reset();
    std::filesystem::remove_all(folder);
  }
  void serve(std::uint64_t version) {
    const live::Book book;
    const auto snapshot = live::compile(book, version);
    bridge->serve(snapshot, protocols::make_payload(version, {0}, snapshot->payload()),
                  [this] { ++told; });
  }

  const std::string folder = testing::TempDir() + "spotter_lane_bridge_test";
  PosixDisk disk;
  SystemClock clock;
  SystemRandom random;
  AtOnceExecutor thread;
  Nowhere nowhere;
  live::Loop loop{nowhere, clock};
  const live::Pseudonyms pseudonyms{{}};
  const live::RecordMaker record_maker{pseudonyms, random};
  KeyRing keys;
  std::unique_ptr<storage::EventLog> log;
  std::optional<LogDesk> desk;
  std::optional<LaneBridge> bridge;
  int told = 0;
};

TEST_F(LaneBridgeTest, WithoutStreamsEverybodyIsToldAtOnce) {
  serve(1);
  EXPECT_EQ(told, 1);
}

TEST_F(LaneBridgeTest, EverybodyIsToldOnceBothKindsOfStreamsAreWritten) {
  serve(1);
  const auto refetching = std::make_shared<protocols::TestStream>();
  const auto growthbook = std::make_shared<protocols::TestStream>();
  bridge->streams().open({}, refetching);
  bridge->features().open({wire::Access::client, "client-1", ""}, growthbook);
  for (const auto* first : {&refetching, &growthbook}) {
    const auto* second = first == &refetching ? &growthbook : &refetching;
    told = 0;
    serve(2);
    (*first)->write();
    EXPECT_EQ(told, 0);
    (*second)->write();
    EXPECT_EQ(told, 1);
  }
}

TEST_F(LaneBridgeTest, AnExposureOfNobodyIsRefused) {
  serve(1);
  protocols::DecodedBatch batch;
  live::TrackedEvent nobody;
  nobody.name = live::exposure_event_name;
  nobody.hash_attribute = "company";
  nobody.hash_value = "c1";
  live::TrackedEvent somebody = nobody;
  somebody.anonymous_id = "d1";
  batch.events = {nobody, somebody};
  std::optional<protocols::Taken> taken;
  bridge->take(std::move(batch), {wire::Access::client, "client-1", ""}, {1},
               [&](const protocols::Taken& one) { taken = one; });
  ASSERT_TRUE(taken);
  EXPECT_TRUE(taken->kept);
  EXPECT_EQ(log->last_sequence(), 1U);
  std::uint64_t seen = 0;
  const auto shown = loop.feed().since("", seen);
  EXPECT_EQ(std::count_if(shown.begin(), shown.end(),
                          [](const live::FeedItem& item) { return item.sequence == 0; }),
            1)
      << "the refusal";
}

}  // namespace
}  // namespace spotter::app
