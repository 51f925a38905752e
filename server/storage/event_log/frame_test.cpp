#include "storage/event_log/frame.hpp"

#include <gtest/gtest.h>

#include <string>

namespace spotter::storage {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes frame_of(Sequence first, const std::vector<std::string>& texts) {
  FrameBuilder builder;
  for (const auto& text : texts) builder.add(3, text);
  const auto sealed = builder.seal(first);
  return {sealed.begin(), sealed.end()};
}

std::vector<std::string> texts_of(const Frame& frame) {
  std::vector<std::string> texts;
  const auto visited = visit_records(frame, [&](const StoredRecord& record) -> Result<void> {
    EXPECT_EQ(record.sequence, frame.first + texts.size());
    EXPECT_EQ(record.kind, 3);
    texts.emplace_back(record.bytes);
    return {};
  });
  EXPECT_TRUE(visited);
  return texts;
}

TEST(Frame, ReadsWhatItWrote) {
  const std::vector<std::string> texts{"a", "", std::string(1000, '\0'), "\xFF\xFE"};
  auto bytes = frame_of(41, texts);
  bytes.resize(bytes.size() + 50);  // the zeros of a segment
  const auto frame = frame_at(bytes);
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->first, 41U);
  EXPECT_EQ(frame->count, 4U);
  EXPECT_EQ(frame->end(), 45U);
  EXPECT_EQ(frame->size(), bytes.size() - 50);
  EXPECT_EQ(texts_of(*frame), texts);
}

TEST(Frame, BuilderStartsAgain) {
  FrameBuilder builder;
  builder.add(3, "first");
  builder.seal(1);
  builder.clear();
  EXPECT_EQ(builder.count(), 0U);
  builder.add(3, "second");
  const auto frame = frame_at(builder.seal(2));
  ASSERT_TRUE(frame);
  EXPECT_EQ(texts_of(*frame), std::vector<std::string>{"second"});
}

TEST(Frame, EveryFlippedBitIsFound) {
  const auto whole = frame_of(1'000'000, {"an event", "", "another one"});
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    auto flipped = whole;
    flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ (1U << (bit % 8)));
    ASSERT_FALSE(frame_at(flipped)) << "bit " << bit;
  }
}

TEST(Frame, EveryCutIsFound) {
  const auto whole = frame_of(9, {"an event", "another one"});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Bytes cut(whole.begin(), whole.begin() + std::ptrdiff_t(size));
    ASSERT_FALSE(frame_at(cut)) << size;
    auto zeroed = cut;
    zeroed.resize(whole.size() + 10);
    ASSERT_FALSE(frame_at(zeroed)) << size;
  }
}

TEST(Frame, ZerosAreNoFrame) { EXPECT_FALSE(frame_at(Bytes(100, 0))); }

TEST(Frame, IsFoundAtAnyByte) {
  const auto first = frame_of(5, {"x"});
  const auto second = frame_of(6, {"y"});
  for (std::size_t gap = 0; gap < 40; ++gap) {
    Bytes bytes(gap, 0xF5);  // the first byte of the magic, over and over
    bytes.insert(bytes.end(), first.begin(), first.end());
    bytes.insert(bytes.end(), second.begin(), second.end());
    const auto found = find_frame(bytes, 0, 1);
    ASSERT_TRUE(found) << gap;
    EXPECT_EQ(found->offset, gap);
    EXPECT_EQ(found->frame.first, 5U);
    EXPECT_EQ(find_frame(bytes, 0, 6)->offset, gap + first.size());
    EXPECT_EQ(find_frame(bytes, gap + 1, 1)->offset, gap + first.size());
    EXPECT_FALSE(find_frame(bytes, 0, 7));
  }
}

TEST(Frame, VisitingStopsAtAProblem) {
  const auto bytes = frame_of(1, {"a", "b", "c"});
  int visits = 0;
  const auto visited = visit_records(*frame_at(bytes), [&](const StoredRecord& r) -> Result<void> {
    ++visits;
    if (r.bytes == "b") return failure(ProblemCode::conflict, "enough");
    return {};
  });
  ASSERT_FALSE(visited);
  EXPECT_EQ(visited.error().sentence, "enough");
  EXPECT_EQ(visits, 2);
}

}  // namespace
}  // namespace spotter::storage
