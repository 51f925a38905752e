// Power cuts and kills: nothing acknowledged is lost, nothing is refused afterwards.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <map>
#include <thread>

#include "storage/event_log/event_log_fixture.hpp"
#include "storage/event_log/faulty_disk.hpp"

namespace spotter::storage {
namespace {

namespace fs = std::filesystem;

class Crash : public EventLogTest {
 protected:
  // Appends random groups until the power goes; what was acknowledged goes to acknowledged_.
  void append_until_power_goes(FaultyDisk& disk, std::minstd_rand& random) {
    for (int group = 0; group < 60 && disk.power > 0; ++group) {
      for (auto appends = random() % 4 + 1; appends > 0; --appends) {
        ASSERT_TRUE(offer({text(random), text(random)}));
      }
      // Now and then a disk that is full for a while.
      if (random() % 8 == 0) disk.room = random() % 800;
      writer_.run();
      if (settings_.reserve && random() % 3 > 0) reserve_.run();
      disk.room = FaultyDisk::unlimited;
      remember();
    }
  }

  std::string text(std::minstd_rand& random) {
    return std::to_string(++texts_) + std::string(random() % 300, static_cast<char>(random()));
  }

  void remember() {
    for (const auto& outcome : outcomes_) {
      if (!outcome.kept) continue;
      auto sequence = outcome.first;
      for (const auto& record : outcome.records) acknowledged_[sequence++] = record.bytes;
    }
    outcomes_.clear();
  }

  void expect_all_acknowledged() {
    const auto kept = read_from(1);
    ASSERT_GE(kept.size(), acknowledged_.size());
    for (const auto& [sequence, bytes] : acknowledged_) {
      ASSERT_EQ(kept.at(sequence - 1), (std::pair{sequence, bytes}));
    }
    // What was written but not acknowledged may stay; it then holds for good.
    for (const auto& [sequence, bytes] : kept) acknowledged_[sequence] = bytes;
  }

  void cut_power_at_any_byte() {
    std::uint64_t cuts = 0;
    for (unsigned seed = 1; seed <= 25; ++seed) {
      SCOPED_TRACE(seed);
      std::minstd_rand random(seed * 7919);
      acknowledged_.clear();
      log_.reset();
      fs::remove_all(log_folder());
      // The same log survives several power cuts.
      for (int life = 0; life < 4; ++life) {
        FaultyDisk disk;
        disk.random.seed(seed * 31 + static_cast<unsigned>(life));
        disk.power = random() % 20'000 + 1;
        const auto opened = open(disk);
        if (!opened) {
          // Only if the power went while recovering.
          ASSERT_EQ(disk.power, 0U) << opened.error().sentence;
          continue;
        }
        expect_all_acknowledged();
        append_until_power_goes(disk, random);
        cuts += disk.power == 0 ? 1 : 0;
        log_.reset();
      }
      const auto opened = open();
      ASSERT_TRUE(opened) << opened.error().sentence;
      expect_all_acknowledged();
    }
    EXPECT_GT(cuts, 50U);
  }

  int texts_ = 0;
  std::map<Sequence, std::string> acknowledged_;
};

TEST_F(Crash, PowerCutsAtAnyByteLoseNothingAcknowledged) { cut_power_at_any_byte(); }

TEST_F(Crash, PowerCutsWhileSegmentsAreMadeAheadLoseNothingAcknowledged) {
  make_segments_ahead();
  cut_power_at_any_byte();
}

TEST_F(Crash, ACopyOfTheFolderAfterEachCommitOpens) {
  ASSERT_TRUE(open());
  for (int i = 1; i <= 10; ++i) {
    ASSERT_TRUE(keep({std::string(900, static_cast<char>('a' + i))}));
    const auto copy = folder_ + "/copy" + std::to_string(i);
    fs::create_directory(copy);
    fs::copy(log_folder(), copy + "/log", fs::copy_options::recursive);
    StepExecutor unused;
    Opened report;
    const auto opened = EventLog::open(disk_, unused, {copy, settings_.segment_bytes}, &report);
    ASSERT_TRUE(opened) << opened.error().sentence;
    EXPECT_EQ(report.last, static_cast<Sequence>(i));
    EXPECT_TRUE(report.sentences.empty());
  }
}

// In a process of its own: appends for ever and reports every acknowledged sequence to `pipe`.
[[noreturn]] void append_for_ever(const EventLogSettings& settings, int pipe) {
  PosixDisk disk;
  Worker writer("log writer");
  auto log = EventLog::open(disk, writer, settings, nullptr);
  if (!log) _exit(1);
  for (std::uint64_t i = 0;; ++i) {
    Append append;
    append.offered_bytes = 100'000;
    append.prepare = [i] { return std::vector<Record>{{7, std::to_string(i)}}; };
    append.done = [pipe](const Committed& committed) {
      if (committed.kept && ::write(pipe, &committed.last, sizeof committed.last) < 0) _exit(1);
    };
    while (!(*log)->append(append)) std::this_thread::yield();
  }
}

TEST_F(Crash, KilledAtRandomMoments) {
  std::minstd_rand random(1);
  settings_.queue_bytes_max = 1'000'000;
  Sequence newest = 0;
  for (int kill = 0; kill < 10; ++kill) {
    SCOPED_TRACE(kill);
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const auto child = ::fork();
    if (child == 0) append_for_ever(settings_, ends[1]);
    ::close(ends[1]);
    Sequence acknowledged = 0;
    const auto until = newest + 1 + random() % 200;
    while (acknowledged < until) {
      ASSERT_EQ(::read(ends[0], &acknowledged, sizeof acknowledged), 8);
    }
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    while (::read(ends[0], &acknowledged, sizeof acknowledged) == 8) {
    }
    ::close(ends[0]);
    const auto opened = open();
    ASSERT_TRUE(opened) << opened.error().sentence;
    EXPECT_GE(opened_.last, acknowledged);
    EXPECT_EQ(read_from(1).size(), opened_.last);
    newest = opened_.last;
  }
}

TEST_F(EventLogTest, FourThreadsAppendAndOneReads) {
  constexpr int threads = 4;
  constexpr int appends = 500;
  Worker writer("log writer");
  settings_.queue_bytes_max = 64 * 1024;
  auto log = EventLog::open(disk_, writer, settings_, nullptr);
  ASSERT_TRUE(log);
  std::vector<Sequence> done;  // the writer's
  std::atomic<int> running = threads;
  const auto append_all = [&](int thread) {
    for (int i = 0; i < appends; ++i) {
      Append append;
      append.offered_bytes = 20;
      append.prepare = [=] {
        return std::vector<Record>{{7, std::to_string(thread) + " " + std::to_string(i)}};
      };
      append.done = [&](const Committed& committed) {
        ASSERT_TRUE(committed.kept);
        done.push_back(committed.first);
      };
      while (!(*log)->append(append)) std::this_thread::yield();
    }
    --running;
  };
  std::vector<std::thread> pool;
  for (int t = 0; t < threads; ++t) pool.emplace_back(append_all, t);
  const auto count_all = [&] {
    Sequence next = 1;
    const auto read = (*log)->read(1, [&](const StoredRecord& record) -> Result<void> {
      EXPECT_EQ(record.sequence, next++);
      return {};
    });
    EXPECT_TRUE(read) << read.error().sentence;
    return next - 1;
  };
  while (running > 0) count_all();
  for (auto& thread : pool) thread.join();
  writer.stop();
  ASSERT_EQ(done.size(), std::size_t{threads * appends});
  for (std::size_t i = 0; i < done.size(); ++i) ASSERT_EQ(done[i], i + 1) << "done in order";
  EXPECT_EQ(count_all(), done.size());
  EXPECT_EQ((*log)->counts().records, done.size());
  EXPECT_LT((*log)->counts().commits, done.size()) << "groups were committed together";
  log_ = std::move(*log);
  std::map<char, int> next;
  for (const auto& [sequence, bytes] : read_from(1)) {
    ASSERT_EQ(std::stoi(bytes.substr(2)), next[bytes[0]]++) << "each thread's own order";
  }
}

}  // namespace
}  // namespace spotter::storage
