#include "protocols/ofrep/entity_tag.hpp"

#include <gtest/gtest.h>

#include <set>

namespace spotter::protocols {
namespace {

TEST(EntityTag, CoversVersionBodyAndAudience) {
  const std::set<std::string> tags{entity_tag(1, "a", "k"), entity_tag(2, "a", "k"),
                                   entity_tag(1, "b", "k"), entity_tag(1, "a", "l"),
                                   entity_tag(1, "", "k"),  entity_tag(1, "", "")};
  EXPECT_EQ(tags.size(), 6u);
  EXPECT_EQ(entity_tag(1, "a", "k"), entity_tag(1, "a", "k"));
  EXPECT_EQ(entity_tag(0x1842, "a", "k").substr(0, 6), "\"1842-");
  EXPECT_EQ(entity_tag(0x1842, "a", "k").size(), 23u);
}

TEST(EntityTag, Matches) {
  const std::string tag = "\"1-0a\"";
  for (const char* given :
       {"\"1-0a\"", "W/\"1-0a\"", "*", "\"x\", \"1-0a\"", "\"x\" ,\tW/\"1-0a\" ", ",,\"1-0a\",,"})
    EXPECT_TRUE(matches(given, tag)) << given;
  for (const char* given : {"", " ", ",", "1-0a", "\"1-0b\"", "w/\"1-0a\"", "\"1-0a\"x"})
    EXPECT_FALSE(matches(given, tag)) << given;
}

}  // namespace
}  // namespace spotter::protocols
