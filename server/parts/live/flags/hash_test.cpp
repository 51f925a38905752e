#include "parts/live/flags/hash.hpp"

#include <gtest/gtest.h>

namespace spotter::live {
namespace {

TEST(Hash, Fnv1a) {
  EXPECT_EQ(fnv1a_32({}), 0x811c9dc5U);
  EXPECT_EQ(fnv1a_32({"a"}), 0xe40c292cU);
  EXPECT_EQ(fnv1a_32({"foo", "bar"}), 0xbf9cf968U);
  EXPECT_EQ(fnv1a_32({"foobar"}), 0xbf9cf968U);
}

TEST(Hash, SharedCases) {
  EXPECT_EQ(bucket_of("", "a", 1), 0.22);
  EXPECT_EQ(bucket_of("b", "a", 1), 0.946);
  EXPECT_EQ(bucket_of("seed", "a", 2), 0.0505);
  EXPECT_EQ(bucket_of("seed", "b", 2), 0.2696);
  EXPECT_EQ(bucket_of("abc", "def", 99), std::nullopt);
  EXPECT_EQ(bucket_of("abc", "def", 0), std::nullopt);
}

// UTF-16 units, neither bytes nor code points (protocols.md 3.4).
TEST(Hash, NotOnlyAscii) {
  EXPECT_EQ(bucket_of("é", "ü", 1), 0.918);
  EXPECT_EQ(bucket_of("é", "ü", 2), 0.8032);
  EXPECT_EQ(bucket_of("😀", "x", 1), 0.17);
  EXPECT_EQ(bucket_of("😀", "x", 2), 0.5165);
  EXPECT_EQ(bucket_of("", "日本", 1), 0.396);
  EXPECT_EQ(bucket_of("", "日本", 2), 0.2632);
}

}  // namespace
}  // namespace spotter::live
