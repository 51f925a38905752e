#include "storage/event_log/event_log.hpp"

#include "storage/event_log/event_log_fixture.hpp"
#include "storage/event_log/faulty_disk.hpp"

namespace spotter::storage {
namespace {

TEST_F(EventLogTest, StartsEmpty) {
  ASSERT_TRUE(open());
  EXPECT_EQ(opened_.first, 1U);
  EXPECT_EQ(opened_.last, 0U);
  EXPECT_TRUE(opened_.sentences.empty());
  EXPECT_EQ(log_->last_sequence(), 0U);
  EXPECT_EQ(read_from(1), Kept{});
}

TEST_F(EventLogTest, KeepsOverReopening) {
  ASSERT_TRUE(open());
  ASSERT_TRUE(keep({"a", "b"}));
  EXPECT_EQ(outcomes_[0].first, 1U);
  EXPECT_EQ(outcomes_[0].last, 2U);
  EXPECT_EQ(outcomes_[0].records, (std::vector<Record>{{7, "a"}, {7, "b"}}));
  ASSERT_TRUE(open());
  EXPECT_EQ(opened_.last, 2U);
  ASSERT_TRUE(keep({""}));
  ASSERT_TRUE(open());
  EXPECT_TRUE(opened_.sentences.empty());
  EXPECT_EQ(read_from(1), (Kept{{1, "a"}, {2, "b"}, {3, ""}}));
  EXPECT_EQ(read_from(3), (Kept{{3, ""}}));
  EXPECT_EQ(read_from(4), Kept{});
  EXPECT_EQ(read_from(0).size(), 3U);
}

TEST_F(EventLogTest, AGroupHasALimit) {
  settings_.commit_bytes_max = 1000;
  ASSERT_TRUE(open());
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(offer({std::string(400, 'x')}));
  ASSERT_TRUE(offer({std::string(3000, 'y')}));  // over the limit: a group of its own
  writer_.run();
  EXPECT_EQ(log_->counts().commits, 3U);
  EXPECT_EQ(outcomes_.size(), 5U);
}

TEST_F(EventLogTest, AppendsWithoutRecordsAreTold) {
  ASSERT_TRUE(open());
  ASSERT_TRUE(offer({}));
  ASSERT_TRUE(offer({"a"}));
  ASSERT_TRUE(offer({}));
  writer_.run();
  ASSERT_EQ(outcomes_.size(), 3U);
  for (const auto& outcome : outcomes_) {
    EXPECT_TRUE(outcome.kept);
    EXPECT_EQ(outcome.last, 1U) << "a duplicate may repeat a record of its own group";
  }
  EXPECT_EQ(outcomes_[0].first, 0U);
  EXPECT_EQ(outcomes_[1].first, 1U);
  outcomes_.clear();
  ASSERT_TRUE(offer({}));
  writer_.run();
  EXPECT_EQ(outcomes_.at(0).last, 1U);
  EXPECT_EQ(log_->counts().commits, 1U) << "nothing to write, nothing to sync";
}

TEST_F(EventLogTest, AFullQueueIsAnAnswer) {
  settings_.queue_bytes_max = 1000;
  ASSERT_TRUE(open());
  EXPECT_TRUE(offer({std::string(600, 'x')}));
  EXPECT_FALSE(offer({std::string(401, 'x')}));
  EXPECT_TRUE(offer({std::string(400, 'x')}));
  EXPECT_FALSE(offer({})) << "waiting costs something even without bytes";
  EXPECT_EQ(log_->counts().queued_bytes, 1000U);
  writer_.run();
  EXPECT_EQ(outcomes_.size(), 2U);
  EXPECT_TRUE(offer({std::string(1000, 'x')}));
  EXPECT_FALSE(offer({std::string(1001, 'x')}));
}

TEST_F(EventLogTest, DoneMayAppend) {
  ASSERT_TRUE(open());
  Append append;
  append.prepare = [] { return std::vector<Record>{{7, "a"}}; };
  append.done = [this](const Committed&) { EXPECT_TRUE(offer({"b"})); };
  ASSERT_TRUE(log_->append(std::move(append)));
  writer_.run();
  EXPECT_EQ(read_from(1), (Kept{{1, "a"}, {2, "b"}}));
}

TEST_F(EventLogTest, SegmentsFollowEachOther) {
  ASSERT_TRUE(open());
  Kept kept;
  for (Sequence i = 1; i <= 40; ++i) {
    kept.emplace_back(i, std::string(500, static_cast<char>('a' + i % 26)));
    ASSERT_TRUE(keep({kept.back().second}));
  }
  // 7 frames of 28 + 5 + 500 bytes fit into 4096.
  EXPECT_EQ(names_ending_in(".log").size(), 6U);
  EXPECT_EQ(log_->counts().segments, 6U);
  EXPECT_EQ(contents(segment_path(8)).size(), 4096U);
  EXPECT_EQ(read_from(1), kept);
  for (const Sequence from : {7, 8, 14, 15, 16, 40}) {
    EXPECT_EQ(read_from(from), Kept(kept.begin() + std::ptrdiff_t(from - 1), kept.end()));
  }
  ASSERT_TRUE(open());
  EXPECT_EQ(opened_.last, 40U);
  EXPECT_EQ(read_from(1), kept);
}

TEST_F(EventLogTest, AFrameMayFillASegmentExactly) {
  ASSERT_TRUE(open());
  ASSERT_TRUE(keep({std::string(4096 - 28 - 5, 'x')}));
  ASSERT_TRUE(keep({"next"}));
  EXPECT_EQ(names_ending_in(".log").size(), 2U);
  ASSERT_TRUE(open());
  EXPECT_EQ(read_from(2), (Kept{{2, "next"}}));
}

TEST_F(EventLogTest, ALargeFrameHasASegmentOfItsSize) {
  ASSERT_TRUE(open());
  ASSERT_TRUE(keep({"small"}));
  ASSERT_TRUE(keep({std::string(10'000, 'x'), "y"}));
  ASSERT_TRUE(keep({"small again"}));
  EXPECT_EQ(contents(segment_path(2)).size(), 28U + 5 + 10'000 + 5 + 1);
  EXPECT_EQ(names_ending_in(".log").size(), 3U);
  ASSERT_TRUE(open());
  EXPECT_TRUE(opened_.sentences.empty());
  EXPECT_EQ(read_from(3), (Kept{{3, "y"}, {4, "small again"}}));
}

TEST_F(EventLogTest, ReadingStopsAtAProblem) {
  ASSERT_TRUE(open());
  ASSERT_TRUE(keep({"a", "b", "c"}));
  int visits = 0;
  const auto read = log_->read(2, [&](const StoredRecord&) -> Result<void> {
    ++visits;
    return failure(ProblemCode::conflict, "enough");
  });
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().sentence, "enough");
  EXPECT_EQ(visits, 1);
}

TEST_F(EventLogTest, ReadingBeforeTheFirstSegmentIsRefused) {
  ASSERT_TRUE(open());
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(keep({std::string(500, 'x')}));
  ASSERT_TRUE(disk_.remove(segment_path(1)));
  ASSERT_TRUE(open()) << "old segments may go";
  EXPECT_EQ(opened_.first, 8U);
  EXPECT_EQ(read_from(8).size(), 13U);
  const auto read = log_->read(1, [](const StoredRecord&) { return Result<void>{}; });
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ProblemCode::corrupt);
}

class Faults : public EventLogTest {
 protected:
  // One append whose prepare and undo write down what they do.
  bool offer_noted(const std::string& text) {
    Append append;
    append.offered_bytes = text.size();
    append.prepare = [this, text] {
      notes_.push_back("prepare " + text);
      return std::vector<Record>{{7, text}};
    };
    append.undo = [this, text] { notes_.push_back("undo " + text); };
    append.done = [this, text](const Committed& committed) {
      notes_.push_back((committed.kept ? "kept " : "refused ") + text);
      if (committed.kept) return;
      EXPECT_EQ(committed.kept.error().code, ProblemCode::unavailable);
    };
    return log_->append(std::move(append));
  }

  void expect_clean_reopening(const Kept& kept) {
    log_.reset();
    ASSERT_TRUE(open());
    EXPECT_TRUE(opened_.sentences.empty()) << opened_.sentences[0];
    EXPECT_EQ(read_from(1), kept);
  }

  FaultyDisk faulty_;
  std::vector<std::string> notes_;
};

TEST_F(Faults, WhatQueuedUpIsOneCommit) {
  ASSERT_TRUE(open(faulty_));
  ASSERT_TRUE(keep({"first, which makes the segment"}));
  outcomes_.clear();
  const auto syncs = faulty_.syncs;
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(offer({"a", "b"}));
  EXPECT_TRUE(outcomes_.empty());
  writer_.run();
  EXPECT_EQ(faulty_.syncs, syncs + 1);
  ASSERT_EQ(outcomes_.size(), 10U);
  for (std::size_t i = 0; i < 10; ++i) {
    EXPECT_EQ(outcomes_[i].first, 2 + 2 * i);
    EXPECT_EQ(outcomes_[i].last, 3 + 2 * i);
  }
  const auto counts = log_->counts();
  EXPECT_EQ(counts.commits, 2U);
  EXPECT_EQ(counts.records, 21U);
  EXPECT_EQ(counts.segments, 1U);
  EXPECT_EQ(counts.queued_bytes, 0U);
  EXPECT_FALSE(counts.broken);
}

TEST_F(Faults, AFullDiskIsUndoneAndTriedAgain) {
  ASSERT_TRUE(open(faulty_));
  ASSERT_TRUE(keep({"before"}));
  faulty_.room = 40;
  for (const auto* text : {"a", "b", "c"}) ASSERT_TRUE(offer_noted(text));
  writer_.run();
  EXPECT_EQ(notes_,
            (std::vector<std::string>{"prepare a", "prepare b", "prepare c", "undo c", "undo b",
                                      "undo a", "refused a", "refused b", "refused c"}));
  EXPECT_EQ(log_->last_sequence(), 1U);
  EXPECT_EQ(log_->counts().failures, 1U);
  EXPECT_FALSE(keep({"still full"}));
  faulty_.room = FaultyDisk::unlimited;
  notes_.clear();
  ASSERT_TRUE(offer_noted("d"));
  writer_.run();
  EXPECT_EQ(notes_, (std::vector<std::string>{"prepare d", "kept d"}));
  EXPECT_FALSE(log_->counts().broken);
  expect_clean_reopening({{1, "before"}, {2, "d"}});
}

TEST_F(Faults, AShorterFrameAfterAFailedOneLeavesNoRest) {
  ASSERT_TRUE(open(faulty_));
  ASSERT_TRUE(keep({"before"}));
  faulty_.room = 900;
  EXPECT_FALSE(keep({std::string(1000, 'x')}));
  faulty_.room = FaultyDisk::unlimited;
  ASSERT_TRUE(keep({"short"}));
  expect_clean_reopening({{1, "before"}, {2, "short"}});
}

TEST_F(Faults, ANewSegmentAfterAFailedFrameLeavesNoRest) {
  ASSERT_TRUE(open(faulty_));
  ASSERT_TRUE(keep({"before"}));
  faulty_.room = 900;
  EXPECT_FALSE(keep({std::string(1000, 'x')}));
  faulty_.room = FaultyDisk::unlimited;
  const std::string large(4060, 'y');
  ASSERT_TRUE(keep({large}));
  expect_clean_reopening({{1, "before"}, {2, large}});
}

TEST_F(Faults, NoRoomForASegment) {
  ASSERT_TRUE(open(faulty_));
  faulty_.room = 2000;
  EXPECT_FALSE(keep({"a"}));
  EXPECT_TRUE(names_ending_in(".log").empty()) << "the room is needed elsewhere";
  EXPECT_EQ(log_->counts().segments, 0U);
  faulty_.room = FaultyDisk::unlimited;
  ASSERT_TRUE(keep({"b"}));
  expect_clean_reopening({{1, "b"}});
}

TEST_F(Faults, NoRoomForTheNextSegment) {
  ASSERT_TRUE(open(faulty_));
  ASSERT_TRUE(keep({"a"}));
  faulty_.room = 2000;
  EXPECT_FALSE(keep({std::string(4060, 'x')}));
  EXPECT_FALSE(keep({"would fit into the old one, which has been left"}));
  faulty_.room = FaultyDisk::unlimited;
  ASSERT_TRUE(keep({"b"}));
  ASSERT_TRUE(keep({"c"}));
  expect_clean_reopening({{1, "a"}, {2, "b"}, {3, "c"}});
}

TEST_F(Faults, ASegmentThatDidNotSyncIsMadeAgain) {
  ASSERT_TRUE(open(faulty_));
  faulty_.failing_syncs = 1;
  EXPECT_FALSE(keep({"a"}));
  EXPECT_FALSE(log_->counts().broken) << "no frame was in it";
  ASSERT_TRUE(keep({"b"}));
  expect_clean_reopening({{1, "b"}});
}

TEST_F(Faults, AFailedSyncIsNeverTriedAgain) {
  ASSERT_TRUE(open(faulty_));
  ASSERT_TRUE(keep({"a"}));
  faulty_.failing_syncs = 1;
  EXPECT_FALSE(keep({"b"}));
  for (const auto& texts : {std::vector<std::string>{"c"}, std::vector<std::string>{}}) {
    EXPECT_FALSE(keep(texts));
    const auto& problem = outcomes_.at(0).kept.error();
    EXPECT_EQ(problem.code, ProblemCode::unavailable);
    EXPECT_NE(problem.sentence.find("restart"), std::string::npos) << problem.sentence;
  }
  EXPECT_TRUE(log_->counts().broken);
  EXPECT_EQ(log_->last_sequence(), 1U);
  ASSERT_TRUE(open());
  ASSERT_TRUE(keep({"d"}));
  expect_clean_reopening({{1, "a"}, {2, "d"}});
}

TEST_F(Faults, OpeningWritesTheLastFrameAgain) {
  ASSERT_TRUE(open(faulty_));
  ASSERT_TRUE(keep({"a"}));
  ASSERT_TRUE(keep({"b"}));
  faulty_.writes.clear();
  faulty_.syncs = 0;
  ASSERT_TRUE(open(faulty_));
  ASSERT_EQ(faulty_.writes.size(), 1U);
  EXPECT_EQ(faulty_.writes[0], (std::pair{segment_path(1), std::uint64_t{28 + 5 + 1}}));
  EXPECT_EQ(faulty_.syncs, 1U);
}

TEST_F(EventLogTest, ASegmentMadeAheadIsUsedWithoutWritingZerosInTheCommit) {
  make_segments_ahead();
  FaultyDisk disk;
  ASSERT_TRUE(open(disk));
  ASSERT_TRUE(keep({std::string(3000, 'a')}));
  reserve_.run();
  disk.writes.clear();
  ASSERT_TRUE(keep({std::string(3000, 'b')}));
  ASSERT_EQ(disk.writes.size(), 1U) << "the frame, and nothing else";
  EXPECT_EQ(disk.writes[0].first, segment_path(2));
  EXPECT_EQ(names_ending_in("next-segment").size(), 0U);
  ASSERT_TRUE(open());
  EXPECT_EQ(read_from(1).size(), 2U);
}

TEST_F(EventLogTest, WithoutASegmentMadeAheadTheCommitMakesOne) {
  make_segments_ahead();
  FaultyDisk disk;
  ASSERT_TRUE(open(disk));
  ASSERT_TRUE(keep({std::string(3000, 'a')}));
  ASSERT_TRUE(keep({std::string(3000, 'b')})) << "it was under way only";
  disk.room = 100;
  reserve_.run();
  disk.room = FaultyDisk::unlimited;
  EXPECT_EQ(names_ending_in("next-segment").size(), 0U) << "the room is needed elsewhere";
  ASSERT_TRUE(keep({std::string(3000, 'c')})) << "the disk was full ahead, and is not now";
  EXPECT_EQ(names_ending_in(".log").size(), 3U);
  log_.reset();  // before its disk
}

TEST_F(EventLogTest, ALargerFrameTakesNoSegmentMadeAhead) {
  make_segments_ahead();
  ASSERT_TRUE(open());
  ASSERT_TRUE(keep({std::string(3000, 'a')}));
  reserve_.run();
  ASSERT_TRUE(keep({std::string(9000, 'b')}));
  reserve_.run();
  ASSERT_TRUE(keep({std::string(3000, 'c')}));
  ASSERT_TRUE(open());
  EXPECT_EQ(read_from(1).size(), 3U);
}

}  // namespace
}  // namespace spotter::storage
