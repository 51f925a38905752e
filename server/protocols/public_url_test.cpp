#include "protocols/public_url.hpp"

#include <gtest/gtest.h>

namespace spotter::protocols {
namespace {

TEST(PublicUrl, TakesItApart) {
  EXPECT_EQ(parse_public_url("https://a.example"), (PublicUrl{"https", "a.example", ""}));
  EXPECT_EQ(parse_public_url("http://a.example:81/"), (PublicUrl{"http", "a.example:81", ""}));
  EXPECT_EQ(parse_public_url("https://a.example/x/y//"), (PublicUrl{"https", "a.example", "/x/y"}));
  EXPECT_EQ(parse_public_url("http://[::1]:8080/x"), (PublicUrl{"http", "[::1]:8080", "/x"}));
}

TEST(PublicUrl, RefusesOthers) {
  for (const char* text : {"", "a.example", "/x", "ftp://a", "https://", "https:///x",
                           "https://u@a.example", "https://a?x=1", "https://a/#f", "https://a b"})
    EXPECT_FALSE(parse_public_url(text)) << text;
}

}  // namespace
}  // namespace spotter::protocols
