#include "base/hash.hpp"

#include <gtest/gtest.h>

#include "base/ensure.hpp"

namespace spotter {
namespace {

TEST(Hash, IsBlake2bOfThatLength) {
  // RFC 7693, appendix A; the shorter ones with Python's hashlib.
  EXPECT_EQ(blake2b_hex("abc", 64),
            "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
            "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
  EXPECT_EQ(blake2b_hex("abc", 16), "cf4ab791c62b8d2b2109c90275287816");
  EXPECT_EQ(blake2b_hex("", 32),
            "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
}

TEST(Hash, OtherLengthsAreABug) {
  EXPECT_THROW(blake2b_hex("abc", 15), BrokenInvariant);
  EXPECT_THROW(blake2b_hex("abc", 65), BrokenInvariant);
}

}  // namespace
}  // namespace spotter
