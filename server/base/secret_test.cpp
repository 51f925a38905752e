#include "base/secret.hpp"

#include <gtest/gtest.h>

#include <string>

namespace spotter {
namespace {

TEST(Secret, IsTheSameByteForByteOnly) {
  const std::string known = "0123456789abcdef";
  EXPECT_TRUE(same_secret(known, known));
  for (std::size_t i = 0; i < known.size(); ++i) {
    auto other = known;
    other[i] = static_cast<char>(other[i] ^ 1);
    EXPECT_FALSE(same_secret(other, known)) << i;
  }
  EXPECT_FALSE(same_secret("0123456789abcde", known));
  EXPECT_FALSE(same_secret("0123456789abcdef0", known));
  EXPECT_FALSE(same_secret("", known));
}

TEST(Secret, NothingIsNoSecret) { EXPECT_FALSE(same_secret("", "")); }

}  // namespace
}  // namespace spotter
