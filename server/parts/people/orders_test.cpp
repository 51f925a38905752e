#include "parts/people/orders.hpp"

#include <gtest/gtest.h>

namespace spotter::people {
namespace {

using wire::Access;

wire::Caller session_of(const char* member, Access access) {
  return {access, "session", member, member, std::nullopt, true};
}

const MemberChange name_only{"Maria", {}, {}, {}, {}};
const MemberChange password_only{{}, {}, {}, "a long password", {}};
const MemberChange both_passwords{{}, {}, {}, "a long password", "an old password"};

ProblemCode why_not(const wire::Caller& caller, const MemberChange& change) {
  const auto may = may_change(caller, "maria", change);
  EXPECT_FALSE(may);
  return may ? ProblemCode::internal : may.error().code;
}

TEST(MayChange, AMemberTheirOwnPasswordWithTheOldOne) {
  const auto maria = session_of("maria", Access::member);
  EXPECT_TRUE(may_change(maria, "maria", both_passwords));
  EXPECT_EQ(why_not(maria, password_only), ProblemCode::bad_request);
  EXPECT_EQ(why_not(maria, name_only), ProblemCode::forbidden);
  auto with_role = both_passwords;
  with_role.may_administer = true;
  EXPECT_EQ(why_not(maria, with_role), ProblemCode::forbidden);
  auto with_department = both_passwords;
  with_department.department = "it";
  EXPECT_EQ(why_not(maria, with_department), ProblemCode::forbidden);
}

TEST(MayChange, NobodyElsesWithoutAdministration) {
  const auto jonas = session_of("jonas", Access::member);
  for (const auto& change : {name_only, password_only, both_passwords, MemberChange{}})
    EXPECT_EQ(why_not(jonas, change), ProblemCode::forbidden);
}

TEST(MayChange, AdministratorsEverybody) {
  const auto olga = session_of("olga", Access::admin);
  EXPECT_TRUE(may_change(olga, "maria", name_only));
  EXPECT_TRUE(may_change(olga, "maria", password_only));
}

TEST(MayChange, AnOpenScreenIsNotEnoughForOnesOwnPassword) {
  const auto maria = session_of("maria", Access::admin);
  EXPECT_EQ(why_not(maria, password_only), ProblemCode::bad_request);
  EXPECT_TRUE(may_change(maria, "maria", both_passwords));
  EXPECT_TRUE(may_change(maria, "maria", name_only));
}

TEST(MayChange, TheAdminKeyEverything) {
  const wire::Caller key{Access::admin, "admin-1", "maria"};
  EXPECT_TRUE(may_change(key, "maria", password_only));
  EXPECT_TRUE(may_change(key, "maria", name_only));
}

}  // namespace
}  // namespace spotter::people
