#include "parts/people/session.hpp"

#include <gtest/gtest.h>

#include "base/limits.hpp"

namespace spotter::people {
namespace {

using namespace std::chrono_literals;

constexpr Instant made{1'772'355'600'000'000};

TEST(Session, EndsAfterTwelveHoursWithoutUse) {
  const Session session{"", "maria", made, made + 1h};
  EXPECT_FALSE(is_over(session, made + 1h));
  EXPECT_FALSE(is_over(session, made + 13h - 1us));
  EXPECT_TRUE(is_over(session, made + 13h));
  EXPECT_FALSE(is_over(session, made - 5min)) << "the clock was set back";
}

TEST(Session, EndsAfterThirtyDaysHoweverMuchItIsUsed) {
  const auto end = made + 30 * 24h;
  EXPECT_FALSE(is_over({"", "maria", made, end - 2us}, end - 1us));
  EXPECT_TRUE(is_over({"", "maria", made, end - 1us}, end));
}

TEST(Session, TokensAreLongAndEachIsItsOwn) {
  SystemRandom random;
  const auto token = make_token(random);
  EXPECT_EQ(token.size(), 64U);
  EXPECT_TRUE(is_token(token));
  EXPECT_NE(make_token(random), token);
}

TEST(Session, WhatIsNoToken) {
  const std::string token(64, 'a');
  EXPECT_TRUE(is_token(token));
  EXPECT_FALSE(is_token(""));
  EXPECT_FALSE(is_token(token + "a"));
  EXPECT_FALSE(is_token(token.substr(1)));
  EXPECT_FALSE(is_token(std::string(64, 'A')));
  EXPECT_FALSE(is_token(std::string(64, 'g')));
  EXPECT_FALSE(is_token(std::string(63, 'a') + '\0'));
}

TEST(Session, HashAndCsrfDifferAndAreTheTokens) {
  const std::string one(64, 'a');
  const std::string other(64, 'b');
  EXPECT_EQ(hash_of_token(one).size(), 64U);
  EXPECT_EQ(csrf_of(one).size(), 64U);
  EXPECT_EQ(csrf_of(one), csrf_of(one));
  EXPECT_NE(csrf_of(one), csrf_of(other));
  EXPECT_NE(csrf_of(one), hash_of_token(one));
  EXPECT_NE(hash_of_token(one), one);
}

TEST(Session, CookiesAreForThisSiteOnly) {
  EXPECT_EQ(cookie_text("t", false),
            "spotter_session=t; Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict");
  EXPECT_EQ(cookie_text("t", true),
            "spotter_session=t; Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict; Secure");
  EXPECT_EQ(ended_cookie(true),
            "spotter_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict; Secure");
}

}  // namespace
}  // namespace spotter::people
