#include "http/target.hpp"

#include <gtest/gtest.h>

namespace spotter::http {
namespace {

std::string path_of(std::string_view text) {
  const auto target = parse_target(text);
  return target ? target->path : "refused";
}

TEST(Target, takes_paths_apart) {
  EXPECT_EQ(path_of("/"), "/");
  EXPECT_EQ(path_of("/a/b"), "/a/b");
  EXPECT_EQ(path_of("/a/b/?x=1"), "/a/b/");
  EXPECT_EQ(path_of("/a%20b"), "/a b");
  EXPECT_EQ(path_of("/a+b"), "/a+b");
  EXPECT_EQ(path_of("/a%2525"), "/a%25");  // decoded once
  EXPECT_EQ(path_of("/%C3%A4"), "/ä");
  EXPECT_EQ(path_of("/a#b?c"), "/a");
  EXPECT_EQ(path_of("http://host:80/a?b"), "/a");
  EXPECT_EQ(path_of("https://host?b=1"), "/");
  EXPECT_EQ(path_of("//evil/a"), "//evil/a");
  EXPECT_EQ(path_of("/..."), "/...");
}

TEST(Target, refuses_bad_paths) {
  for (const auto* text : {"a", "*", "/%", "/%4", "/%zz", "/%00", "/a%00b", "/a%2Fb", "/a%2fb",
                           "/..", "/a/../b", "/%2e%2e", "/%2E./a", "/.", "/%FF", "/%C3", "/%c0%af"})
    EXPECT_EQ(path_of(text), "refused") << text;
}

TEST(Target, decodes_queries) {
  const auto target = parse_target("/p?a=1&b=x+y%20z&&c&d=&=e&a=2&f=%zz&g=a=b");
  ASSERT_TRUE(target);
  const wire::Headers expected = {{"a", "1"}, {"b", "x y z"}, {"c", ""},    {"d", ""},
                                  {"", "e"},  {"a", "2"},     {"f", "%zz"}, {"g", "a=b"}};
  EXPECT_EQ(target->query, expected);
}

TEST(Target, refuses_bad_queries) {
  EXPECT_FALSE(parse_target("/p?a=%00"));
  EXPECT_FALSE(parse_target("/p?%ff=1"));
}

}  // namespace
}  // namespace spotter::http
