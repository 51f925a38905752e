#include "base/text.hpp"

#include <gtest/gtest.h>

namespace spotter {
namespace {

using namespace std::chrono_literals;

TEST(Text, WritesAndReadsTimes) {
  EXPECT_EQ(to_rfc3339({0}), "1970-01-01T00:00:00.000000Z");
  EXPECT_EQ(to_rfc3339({-1}), "1969-12-31T23:59:59.999999Z");
  for (const std::int64_t us : {1'772'355'600'123'456LL, 0LL, 4'102'444'800'000'001LL})
    EXPECT_EQ(from_rfc3339(to_rfc3339({us})), Instant{us});
  EXPECT_EQ(from_rfc3339("2026-03-01T10:00:00+01:00"), from_rfc3339("2026-03-01T09:00:00Z"));
  EXPECT_EQ(from_rfc3339("2026-03-01T09:00:00.5Z")->us % 1'000'000, 500'000);
  EXPECT_EQ(from_rfc3339("2026-03-01T09:00:00.123456789Z")->us % 1'000'000, 123'456);
}

TEST(Text, RefusesWhatIsNoTime) {
  for (const auto* text :
       {"", "2026", "2026-02-30T00:00:00Z", "2026-03-01T24:00:00Z", "2026-03-01T09:00:00",
        "2026-03-01T09:00:00+1:00", "2026/03/01T09:00:00Z", "yesterday at nine o'clock"})
    EXPECT_FALSE(from_rfc3339(text)) << text;
}

TEST(Text, LengthsOfTimeReadBack) {
  for (const auto* text : {"7d", "36h", "30m", "45s"}) {
    const auto length = parse_duration(text);
    ASSERT_TRUE(length) << text;
    EXPECT_EQ(to_text(*length), text);
  }
  EXPECT_EQ(parse_duration("24h"), Duration{24h});
  for (const auto* text : {"", "d", "0d", "-1d", "1.5d", "7 d", "7w", "99999999999999999999d"})
    EXPECT_FALSE(parse_duration(text)) << text;
}

TEST(Text, KeysAreWhatUrlsCarryUnchanged) {
  EXPECT_TRUE(is_key("spring-banner_2.0"));
  for (const auto* text : {"", ".", "..", "a b", "a/b", "ä", "a?"}) EXPECT_FALSE(is_key(text));
  EXPECT_TRUE(is_key(std::string(128, 'a')));
  EXPECT_FALSE(is_key(std::string(129, 'a')));
}

TEST(Text, KnowsWellFormedUtf8) {
  for (const auto* text : {"", "abc", "é", "日本", "😀"}) EXPECT_TRUE(is_utf8(text)) << text;
  for (const auto* text : {"\x80", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "a\xff"})
    EXPECT_FALSE(is_utf8(text));
}

}  // namespace
}  // namespace spotter
