#include "parts/people/member.hpp"

#include <gtest/gtest.h>

#include "base/limits.hpp"

namespace spotter::people {
namespace {

TEST(Member, NamesArePeoplesNames) {
  for (const char* name : {"Maria", "Jonas Weiß", "李小龙", "O'Neill", "a"})
    EXPECT_TRUE(check_name(name)) << name;
  EXPECT_TRUE(check_name(std::string(limits::member_name_bytes_max, 'x')));
}

TEST(Member, WhatIsNoName) {
  for (const std::string& name :
       {std::string(), std::string(" Maria"), std::string("Maria "), std::string("Ma\nria"),
        std::string("Ma\0ria", 6), std::string("\xff\xfe"), std::string("\x7f"),
        std::string(limits::member_name_bytes_max + 1, 'x')}) {
    const auto checked = check_name(name);
    ASSERT_FALSE(checked) << name;
    EXPECT_EQ(checked.error().code, ProblemCode::bad_request);
    EXPECT_EQ(checked.error().pointer, "/name");
  }
}

TEST(Member, NobodyIsCalledWhatTheProgramIs) {
  for (const char* name : {"judge", "spotter", "admin key"}) EXPECT_FALSE(check_name(name)) << name;
  EXPECT_TRUE(check_name("Judge Dee"));
}

TEST(Member, Keys) {
  for (const char* key : {"maria", "maria.weiss", "m-1_2"}) EXPECT_TRUE(check_member_key(key));
  for (const char* key : {"", ".", "..", "a b", "a/b", "ä"}) EXPECT_FALSE(check_member_key(key));
}

}  // namespace
}  // namespace spotter::people
