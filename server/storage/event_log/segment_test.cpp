#include "storage/event_log/segment.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace spotter::storage {
namespace {

TEST(Segment, IsNamedAfterItsFirstRecord) {
  EXPECT_EQ(segment_name(1), "00000000000000000001.log");
  const auto largest = std::numeric_limits<Sequence>::max();
  EXPECT_EQ(segment_name(largest), "18446744073709551615.log");
  for (const Sequence first : {Sequence{1}, Sequence{1'234'567}, largest}) {
    EXPECT_EQ(segment_first(segment_name(first)), first);
  }
}

TEST(Segment, OtherNamesAreNotSegments) {
  for (const auto* name :
       {"", ".log", "1.log", "00000000000000000000.log", "00000000000000000001.log.cut",
        "0000000000000000001x.log", "-0000000000000000001.log", "18446744073709551616.log",
        "torn-1-28.cut", "000000000000000000001.log", "00000000000000000001.LOG"}) {
    EXPECT_FALSE(segment_first(name)) << name;
  }
}

}  // namespace
}  // namespace spotter::storage
