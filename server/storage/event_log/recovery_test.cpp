#include "storage/event_log/recovery.hpp"

#include "storage/event_log/event_log_fixture.hpp"
#include "storage/event_log/faulty_disk.hpp"

namespace spotter::storage {
namespace {

using Bytes = std::vector<std::uint8_t>;
namespace fs = std::filesystem;

constexpr std::size_t record_overhead = frame_header_bytes + 5;

class Recovery : public EventLogTest {
 protected:
  // Groups of two records each; group g holds records 2g + 1 and 2g + 2.
  void fill(int groups) {
    ASSERT_TRUE(open());
    for (int g = 0; g < groups; ++g) {
      const auto text = "group " + std::to_string(g);
      ASSERT_TRUE(keep({text, text + " again"}));
      for (const auto& record : outcomes_[0].records) {
        kept_.emplace_back(kept_.size() + 1, record.bytes);
      }
      ends_.push_back(data_end(contents(segment_path(1))));
    }
    log_.reset();
  }

  Kept first_records(std::size_t count) const {
    return {kept_.begin(), kept_.begin() + std::ptrdiff_t(count)};
  }

  void flip(const std::string& path, std::size_t at) {
    auto bytes = contents(path);
    bytes.at(at) ^= 0x10;
    put(path, bytes);
  }

  // Opening must be refused as corrupt, naming `path` and the command, and change nothing.
  void expect_refused(const std::string& path, std::uint64_t offset) {
    const auto names = *disk_.list(log_folder());
    const auto before = contents(path);
    const auto opened = open();
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ProblemCode::corrupt);
    const auto& sentence = opened.error().sentence;
    EXPECT_NE(sentence.find(path + " at byte " + std::to_string(offset)), sentence.npos)
        << sentence;
    EXPECT_NE(sentence.find("`spotter repair --data " + folder_ + "`"), sentence.npos) << sentence;
    EXPECT_EQ(*disk_.list(log_folder()), names);
    EXPECT_EQ(contents(path), before);
  }

  // Opening must cut and say so, keep `count` records, and go on.
  void expect_cut(std::size_t count, const Bytes& aside) {
    ASSERT_TRUE(open());
    ASSERT_EQ(opened_.sentences.size(), 1U);
    EXPECT_EQ(opened_.last, count);
    EXPECT_EQ(read_from(1), first_records(count));
    const auto cuts = names_ending_in(".cut");
    ASSERT_EQ(cuts.size(), 1U);
    EXPECT_TRUE(cuts[0].starts_with("torn-" + std::to_string(count + 1) + "-")) << cuts[0];
    EXPECT_EQ(contents(log_folder() + "/" + cuts[0]), aside);
    EXPECT_NE(opened_.sentences[0].find(cuts[0]), std::string::npos) << opened_.sentences[0];
    ASSERT_TRUE(keep({"after"}));
    ASSERT_TRUE(open());
    EXPECT_TRUE(opened_.sentences.empty());
    EXPECT_EQ(read_from(count + 1), (Kept{{count + 1, "after"}}));
    log_.reset();
    ASSERT_TRUE(disk_.remove(log_folder() + "/" + cuts[0]));
  }

  Kept kept_;
  std::vector<std::size_t> ends_;  // of each group in the first segment
};

TEST_F(Recovery, ATailTornAtAnyByteIsCut) {
  fill(3);
  const auto whole = contents(segment_path(1));
  for (auto at = ends_[1] + 1; at < ends_[2]; ++at) {
    SCOPED_TRACE(at);
    auto torn = whole;
    std::fill(torn.begin() + std::ptrdiff_t(at), torn.end(), std::uint8_t{0});
    const Bytes aside(torn.begin() + std::ptrdiff_t(ends_[1]),
                      torn.begin() + std::ptrdiff_t(data_end(torn)));
    put(segment_path(1), torn);
    expect_cut(4, aside);
  }
}

TEST_F(Recovery, AFileThatEndsAtAnyByteIsCut) {
  fill(3);
  const auto whole = contents(segment_path(1));
  for (auto at = ends_[1] + 1; at < ends_[2]; ++at) {
    SCOPED_TRACE(at);
    Bytes torn(whole.begin(), whole.begin() + std::ptrdiff_t(at));
    const Bytes aside(torn.begin() + std::ptrdiff_t(ends_[1]),
                      torn.begin() + std::ptrdiff_t(data_end(torn)));
    put(segment_path(1), torn);
    std::error_code ignored;
    fs::remove(segment_path(5), ignored);
    expect_cut(4, aside);
  }
}

TEST_F(Recovery, ALostBeginningOfTheLastFrameIsCut) {
  fill(3);
  const auto whole = contents(segment_path(1));
  for (auto at = ends_[1] + 1; at < ends_[2]; ++at) {
    SCOPED_TRACE(at);
    auto torn = whole;
    std::fill(torn.begin() + std::ptrdiff_t(ends_[1]), torn.begin() + std::ptrdiff_t(at),
              std::uint8_t{0});
    const Bytes aside(torn.begin() + std::ptrdiff_t(ends_[1]),
                      torn.begin() + std::ptrdiff_t(ends_[2]));
    put(segment_path(1), torn);
    expect_cut(4, aside);
  }
}

TEST_F(Recovery, AFrameThatEndsBetweenGroupsIsTheEnd) {
  fill(3);
  auto bytes = contents(segment_path(1));
  std::fill(bytes.begin() + std::ptrdiff_t(ends_[1]), bytes.end(), std::uint8_t{0});
  put(segment_path(1), bytes);
  ASSERT_TRUE(open());
  EXPECT_TRUE(opened_.sentences.empty());
  EXPECT_EQ(read_from(1), first_records(4));
}

TEST_F(Recovery, AFlippedBitAnywhereBeforeTheLastFrameIsRefused) {
  fill(3);
  for (std::size_t at = 0; at < ends_[1]; ++at) {
    SCOPED_TRACE(at);
    flip(segment_path(1), at);
    expect_refused(segment_path(1), at < ends_[0] ? 0 : ends_[0]);
    flip(segment_path(1), at);
  }
  ASSERT_TRUE(open());
  EXPECT_EQ(read_from(1), kept_);
}

TEST_F(Recovery, AFlippedBitInTheLastFrameIsATornTail) {
  fill(2);
  const auto whole = contents(segment_path(1));
  for (auto at = ends_[0]; at < ends_[1]; ++at) {
    SCOPED_TRACE(at);
    put(segment_path(1), whole);
    flip(segment_path(1), at);
    const auto torn = contents(segment_path(1));
    expect_cut(2, Bytes(torn.begin() + std::ptrdiff_t(ends_[0]),
                        torn.begin() + std::ptrdiff_t(data_end(torn))));
  }
}

TEST_F(Recovery, ASectorOfZerosInTheMiddleIsRefused) {
  fill(3);
  auto bytes = contents(segment_path(1));
  std::fill(bytes.begin() + std::ptrdiff_t(ends_[0]), bytes.begin() + std::ptrdiff_t(ends_[1]),
            std::uint8_t{0});
  put(segment_path(1), bytes);
  expect_refused(segment_path(1), ends_[0]);
}

TEST_F(Recovery, TornBytesAreNeverOverwrittenByLaterOnes) {
  fill(1);
  for (const auto* name : {"torn-3-58.cut", "torn-3-58-2.cut", "torn-3-58-3.cut"}) {
    auto bytes = contents(segment_path(1));
    ASSERT_EQ(ends_[0], 58U) << "the names above hold this offset";
    bytes[ends_[0] + 3] = 1;
    put(segment_path(1), bytes);
    ASSERT_TRUE(open());
    EXPECT_NE(opened_.sentences.at(0).find(name), std::string::npos) << opened_.sentences[0];
    EXPECT_EQ(contents(log_folder() + "/" + name), (Bytes{0, 0, 0, 1}));
  }
}

TEST_F(Recovery, NothingIsCutThatCannotBeSavedAside) {
  fill(1);
  auto bytes = contents(segment_path(1));
  bytes[ends_[0]] = 1;
  put(segment_path(1), bytes);
  FaultyDisk full;
  full.room = 0;
  const auto opened = open(full);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ProblemCode::unavailable);
  EXPECT_EQ(contents(segment_path(1)), bytes);
}

class SeveralSegments : public Recovery {
 protected:
  // Three segments of three frames: records 1 to 3, 4 to 6, 7 to 9.
  void SetUp() override {
    Recovery::SetUp();
    settings_.segment_bytes = 3 * frame_bytes + 10;
    ASSERT_TRUE(open());
    for (Sequence i = 1; i <= 9; ++i) {
      kept_.emplace_back(i, std::string(100, static_cast<char>('a' + i)));
      ASSERT_TRUE(keep({kept_.back().second}));
    }
    log_.reset();
    ASSERT_EQ(names_ending_in(".log").size(), 3U);
  }

  static constexpr std::size_t frame_bytes = record_overhead + 100;
};

TEST_F(SeveralSegments, TheLastFrameOfAnOlderOneIsNotATail) {
  flip(segment_path(4), 2 * frame_bytes + 40);
  expect_refused(segment_path(4), 2 * frame_bytes);
  put(segment_path(7), Bytes(settings_.segment_bytes, 0));
  expect_refused(segment_path(4), 2 * frame_bytes);
}

TEST_F(SeveralSegments, AMissingOneIsRefused) {
  ASSERT_TRUE(disk_.rename(segment_path(4), folder_ + "/elsewhere"));
  expect_refused(segment_path(7), 0);
}

TEST_F(SeveralSegments, AWrongNameIsRefused) {
  ASSERT_TRUE(disk_.rename(segment_path(7), segment_path(8)));
  expect_refused(segment_path(8), 0);
  ASSERT_TRUE(disk_.rename(segment_path(8), segment_path(6)));
  expect_refused(segment_path(6), 0);
}

TEST_F(SeveralSegments, AFirstFrameWithAnotherSequenceIsRefused) {
  put(segment_path(7), contents(segment_path(4)));
  expect_refused(segment_path(7), 0);
  put(segment_path(7), contents(segment_path(1)));
  expect_refused(segment_path(7), 0);
}

TEST_F(SeveralSegments, AnEmptyNewestOneIsFine) {
  for (const auto size : {std::size_t{0}, std::size_t{5}, settings_.segment_bytes}) {
    SCOPED_TRACE(size);
    put(segment_path(10), Bytes(size, 0));
    ASSERT_TRUE(open());
    EXPECT_TRUE(opened_.sentences.empty());
    EXPECT_EQ(opened_.last, 9U);
  }
  ASSERT_TRUE(keep({"ten"}));
  ASSERT_TRUE(open());
  EXPECT_EQ(read_from(9), (Kept{kept_[8], {10, "ten"}}));
  EXPECT_EQ(contents(segment_path(10)).size(), settings_.segment_bytes);
}

TEST_F(SeveralSegments, AnEmptyNewestOneProvesWhatCameBefore) {
  put(segment_path(11), Bytes(100, 0));
  expect_refused(segment_path(11), 0);
}

TEST_F(SeveralSegments, BytesAfterTheEndOfAnOlderOneAreNoHole) {
  auto bytes = contents(segment_path(4));
  bytes[3 * frame_bytes + 2] = 9;
  put(segment_path(4), bytes);
  ASSERT_TRUE(open());
  EXPECT_EQ(opened_.sentences.size(), 1U);
  EXPECT_EQ(read_from(1), kept_);
  ASSERT_TRUE(open());
  EXPECT_TRUE(opened_.sentences.empty());
}

TEST_F(SeveralSegments, OtherFilesAreLeftAlone) {
  put(log_folder() + "/notes.txt", Bytes{1});
  put(log_folder() + "/00000000000000000004.log.cut", Bytes{1});
  ASSERT_TRUE(open());
  EXPECT_EQ(read_from(1), kept_);
}

TEST_F(SeveralSegments, RepairCutsAtTheFirstBadFrame) {
  const auto older = contents(segment_path(7));
  flip(segment_path(4), frame_bytes + 40);
  const auto repaired = repair(disk_, folder_);
  ASSERT_TRUE(repaired) << repaired.error().sentence;
  ASSERT_EQ(repaired->lost.size(), 2U);
  EXPECT_NE(repaired->lost[0].find("1 readable records (6 to 6)"), std::string::npos)
      << repaired->lost[0];
  EXPECT_NE(repaired->lost[1].find("3 readable records (7 to 9)"), std::string::npos)
      << repaired->lost[1];
  EXPECT_EQ(repaired->kept.back(), "The event log holds records 1 to 4.");
  EXPECT_EQ(names_ending_in(".cut").size(), 2U);
  EXPECT_EQ(contents(segment_path(7) + ".cut"), older);
  ASSERT_TRUE(open());
  EXPECT_TRUE(opened_.sentences.empty());
  EXPECT_EQ(read_from(1), first_records(4));
  ASSERT_TRUE(keep({"five"}));
  ASSERT_TRUE(open());
  EXPECT_EQ(read_from(5), (Kept{{5, "five"}}));
}

TEST_F(SeveralSegments, RepairSetsAsideWhatFollowsAMissingSegment) {
  ASSERT_TRUE(disk_.remove(segment_path(4)));
  const auto repaired = repair(disk_, folder_);
  ASSERT_TRUE(repaired) << repaired.error().sentence;
  EXPECT_EQ(repaired->lost.size(), 1U);
  EXPECT_EQ(names_ending_in(".log"), std::vector<std::string>{segment_name(1)});
  ASSERT_TRUE(open());
  EXPECT_EQ(read_from(1), first_records(3));
  ASSERT_TRUE(keep({std::string(100, 'x')}));
  ASSERT_TRUE(open());
  EXPECT_EQ(opened_.last, 4U);
}

TEST_F(SeveralSegments, RepairFromTheVeryStart) {
  flip(segment_path(1), 0);
  const auto repaired = repair(disk_, folder_);
  ASSERT_TRUE(repaired) << repaired.error().sentence;
  EXPECT_EQ(repaired->lost.size(), 3U);
  EXPECT_EQ(repaired->kept.back(), "The event log holds no record.");
  ASSERT_TRUE(open());
  ASSERT_TRUE(keep({"one"}));
  EXPECT_EQ(read_from(1), (Kept{{1, "one"}}));
}

TEST_F(SeveralSegments, RepairOfAWholeLogChangesNothing) {
  const auto names = *disk_.list(log_folder());
  const auto repaired = repair(disk_, folder_);
  ASSERT_TRUE(repaired);
  EXPECT_TRUE(repaired->lost.empty());
  EXPECT_EQ(repaired->kept.size(), 2U);
  EXPECT_EQ(*disk_.list(log_folder()), names);
  ASSERT_TRUE(open());
  EXPECT_EQ(read_from(1), kept_);
}

TEST_F(SeveralSegments, RepairAgainFindsNothingMore) {
  flip(segment_path(4), 40);
  ASSERT_TRUE(repair(disk_, folder_));
  const auto names = *disk_.list(log_folder());
  const auto again = repair(disk_, folder_);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->lost.empty());
  EXPECT_EQ(*disk_.list(log_folder()), names);
}

TEST_F(SeveralSegments, ATextThatLooksLikeAnOldFrameIsNoHole) {
  // A torn frame whose payload holds a whole frame with an old sequence.
  FrameBuilder builder;
  builder.add(7, "old");
  const auto old = builder.seal(3);
  auto bytes = contents(segment_path(7));
  const auto last = 2 * frame_bytes;
  std::copy(old.begin(), old.end(), bytes.begin() + std::ptrdiff_t(last + record_overhead));
  put(segment_path(7), bytes);
  ASSERT_TRUE(open());
  EXPECT_EQ(opened_.sentences.size(), 1U);
  EXPECT_EQ(read_from(1), first_records(8));
}

}  // namespace
}  // namespace spotter::storage
