#include "app/log_desk.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <deque>
#include <filesystem>

namespace spotter::app {
namespace {

struct LoopAtOnce final : Executor {
  void post(Task task) override { task(); }
};

/// A loop's thread that is busy until it is told to go on.
struct Busy final : Executor {
  void post(Task task) override { tasks.push_back(std::move(task)); }
  void go_on() {
    for (; !tasks.empty(); tasks.pop_front()) tasks.front()();
  }
  std::deque<Task> tasks;
};

struct NoState final : live::Outlet {
  void publish(std::shared_ptr<const live::Snapshot>, std::optional<live::RolledBack>) override {}
  void keep(live::StateChange) override {}
};

class LogDeskTest : public testing::Test {
 protected:
  LogDeskTest() {
    std::filesystem::remove_all(folder);
    EXPECT_TRUE(disk.make_folder(folder));
    storage::Opened opened;
    auto made = storage::EventLog::open(disk, log_thread, {.data_folder = folder}, &opened);
    EXPECT_TRUE(made) << made.error().sentence;
    log = std::move(*made);
    desk.emplace(*log, loop_thread, loop);
  }
  ~LogDeskTest() override {
    desk.reset();
    log.reset();
    std::filesystem::remove_all(folder);
  }

  // Events of about 3 MB in all; true if there was room for them.
  bool offer() {
    std::vector<live::EventRecord> events(10'000);
    for (auto& event : events) {
      const auto number = ++messages * 0x9E37'79B9'7F4A'7C15;  // spread, as names are
      std::memcpy(event.message.bytes.data(), &number, sizeof number);
      event.name = std::string(limits::event_name_bytes_max, 'x');
    }
    return desk->append_events(events, [](const KeptEvents& kept) { EXPECT_TRUE(kept.kept); });
  }

  const std::string folder = testing::TempDir() + "spotter_log_desk_test";
  PosixDisk disk;
  SystemClock clock;
  LoopAtOnce log_thread;
  Busy loop_thread;
  NoState nowhere;
  live::Loop loop{nowhere, clock};
  std::unique_ptr<storage::EventLog> log;
  std::optional<LogDesk> desk;
  std::uint64_t messages = 0;
};

TEST_F(LogDeskTest, EventsAreRefusedWhileTheLoopIsFarBehindAndWhatPeopleWriteIsNot) {
  std::size_t taken = 0;
  while (taken < 100 && offer()) ++taken;
  EXPECT_GT(taken * 4'000'000, limits::loop_queue_bytes_max);
  EXPECT_LT((taken - 1) * 2'000'000, limits::loop_queue_bytes_max);
  bool answered = false;
  const live::CommandRecord kill{"nothing", live::Verb::kill, "mia", {}, ""};
  desk->write(live::RecordKind::command, wire::to_json_text(kill),
              [&](const Result<live::Written>& written) { answered = written.has_value(); });
  loop_thread.go_on();
  EXPECT_TRUE(answered);
  EXPECT_EQ(loop.sequence(), taken * 10'000 + 1);
  EXPECT_TRUE(offer()) << "it has caught up";
  loop_thread.go_on();
}

}  // namespace
}  // namespace spotter::app
