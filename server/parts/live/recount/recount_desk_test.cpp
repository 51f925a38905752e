#include "parts/live/recount/recount_desk.hpp"

#include <deque>

#include "parts/live/recount/recount_fixture.hpp"

namespace spotter::live {
namespace {

// A thread's queue, run by the test.
class Queue final : public Executor {
 public:
  void post(Task task) override { tasks_.push_back(std::move(task)); }
  void run() {
    while (!tasks_.empty()) {
      auto task = std::move(tasks_.front());
      tasks_.pop_front();
      task();
    }
  }

 private:
  std::deque<Task> tasks_;
};

class RecountDeskTest : public RecountTest {
 protected:
  struct Line {
    RecordKind kind;
    std::string bytes;
  };

  // A log of its own, whose records the loop takes.
  void write(RecordKind kind, const std::string& bytes) {
    log.push_back({kind, bytes});
    ASSERT_TRUE(loop.take(log.size(), kind, bytes));
    sequence = log.size();
  }
  void write(const EventRecord& event) { write(RecordKind::event, encode(event)); }

  void SetUp() override {
    const auto definitions = wire::read_json<Definitions>(
        fmt::format(R"({{"metrics": {}, "launches": [{}]}})", recount_metrics, launch_json({})));
    launches["banner"] = definitions->launches[0];
    write(RecordKind::definitions, wire::to_json_text(DefinitionsRecord{"it", now, *definitions}));
    write(RecordKind::command,
          wire::to_json_text(CommandRecord{"banner", Verb::start, "owner", now, ""}));
    for (int i = 0; i < 5; ++i) write(exposure_of(person_in("treatment", i)));
  }

  Result<void> read(const VisitRecord& visit) {
    Sequence number = 0;
    for (const auto& [kind, bytes] : log) TRY_VOID(visit(++number, kind, bytes));
    return {};
  }

  Result<RecountView> start(const std::string& launch = "banner") {
    Result<RecountView> answer = failure(ProblemCode::internal, "not answered");
    desk.start(launch, [&answer](Result<RecountView> view) { answer = std::move(view); });
    loop_thread.run();
    return answer;
  }

  std::vector<Line> log;
  Queue loop_thread, recount_thread;
  RecountDesk desk{{loop_thread, loop, recount_thread,
                    [this](const VisitRecord& visit) { return read(visit); }}};
};

TEST_F(RecountDeskTest, ComparesAtTheRecordOfItsStart) {
  const auto started = start();
  ASSERT_TRUE(started);
  EXPECT_EQ(started->state, RecountState::running);
  EXPECT_EQ(started->sequence, 7U);
  write(exposure_of(person_in("treatment", 5)));
  recount_thread.run();
  const auto done = desk.last("banner");
  ASSERT_TRUE(done);
  EXPECT_EQ(done->state, RecountState::done);
  EXPECT_EQ(done->sequence, 7U);
  EXPECT_EQ(done->read, 7U);
  EXPECT_EQ(done->differing, 0U) << text_of(done->differences);
  EXPECT_GT(done->figures, 40U);
}

TEST_F(RecountDeskTest, SaysWhatDiffers) {
  log.pop_back();                                                  // the log has lost one record…
  log.push_back({RecordKind::event, encode(event_of("x", "y"))});  // …and holds another
  ASSERT_TRUE(start());
  recount_thread.run();
  const auto done = desk.last("banner");
  EXPECT_GT(done->differing, 0U);
  EXPECT_EQ(done->differences.size(), done->differing);
  EXPECT_EQ(done->differences.front().figure, "arms/treatment/units");
  EXPECT_EQ(done->differences.front().streaming, "5");
  EXPECT_EQ(done->differences.front().recounted, "4");
}

TEST_F(RecountDeskTest, OneAtATime) {
  ASSERT_TRUE(start());
  EXPECT_EQ(start().error().code, ProblemCode::too_many);
  recount_thread.run();
  EXPECT_TRUE(start());
}

TEST_F(RecountDeskTest, UnknownLaunchesAndNoRecountYet) {
  EXPECT_EQ(start("nobody").error().code, ProblemCode::not_found);
  EXPECT_EQ(desk.last("nobody").error().code, ProblemCode::not_found);
  EXPECT_EQ(desk.last("banner").error().code, ProblemCode::not_found);
  EXPECT_TRUE(start()) << "a refused one does not stand in the way";
}

TEST_F(RecountDeskTest, ADamagedOrShortLogIsSaid) {
  ASSERT_TRUE(start());
  log.back().bytes = "x";
  recount_thread.run();
  EXPECT_EQ(desk.last("banner")->state, RecountState::failed);
  EXPECT_TRUE(desk.last("banner")->problem);
  ASSERT_TRUE(start());
  log.pop_back();
  recount_thread.run();
  EXPECT_EQ(desk.last("banner")->problem, "The event log ends at record 6, before 7.");
}

TEST_F(RecountDeskTest, EndsWithTheProgram) {
  ASSERT_TRUE(start());
  desk.stop();
  recount_thread.run();
  EXPECT_EQ(desk.last("banner")->state, RecountState::failed);
}

}  // namespace
}  // namespace spotter::live
