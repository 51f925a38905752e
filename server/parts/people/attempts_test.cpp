#include "parts/people/attempts.hpp"

#include <gtest/gtest.h>

namespace spotter::people {
namespace {

using namespace std::chrono_literals;

constexpr Instant first_try{1'772'355'600'000'000};

class AttemptsTest : public testing::Test {
 protected:
  SystemRandom random;
  Attempts attempts{random, 3, 10s};
};

TEST_F(AttemptsTest, SomeAtOnceAndThenOneAtATime) {
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(attempts.take("maria", first_try)) << i;
  EXPECT_EQ(attempts.take("maria", first_try), 10s);
  EXPECT_EQ(attempts.take("maria", first_try + 1500ms), 9s) << "whole seconds, rounded up";
  EXPECT_EQ(attempts.take("maria", first_try + 10s - 1us), 1s);
  EXPECT_FALSE(attempts.take("maria", first_try + 10s));
  EXPECT_TRUE(attempts.take("maria", first_try + 10s));
}

TEST_F(AttemptsTest, AllComeBackWithTime) {
  for (int i = 0; i < 3; ++i) attempts.take("maria", first_try);
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(attempts.take("maria", first_try + 30s)) << i;
  EXPECT_TRUE(attempts.take("maria", first_try + 30s));
}

TEST_F(AttemptsTest, RefusedOnesDoNotCount) {
  for (int i = 0; i < 100; ++i) attempts.take("maria", first_try);
  EXPECT_FALSE(attempts.take("maria", first_try + 10s));
}

TEST_F(AttemptsTest, WhatWasNoGuessDoesNotCount) {
  for (int i = 0; i < 100; ++i) {
    EXPECT_FALSE(attempts.take("maria", first_try)) << i;
    attempts.give_back("maria");
  }
}

TEST_F(AttemptsTest, GivingBackMoreThanTakenSavesNothingUp) {
  for (int i = 0; i < 10; ++i) attempts.give_back("maria");
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(attempts.take("maria", first_try));
  EXPECT_TRUE(attempts.take("maria", first_try));
}

TEST_F(AttemptsTest, AClockSetBackLocksNobodyOutForLong) {
  for (int i = 0; i < 3; ++i) attempts.take("maria", first_try + 24h);
  EXPECT_LE(attempts.take("maria", first_try).value_or(0s), 10s);
}

TEST_F(AttemptsTest, ManyNamesTakeNoMoreMemoryAndRarelyMeet) {
  for (int i = 0; i < 3; ++i) attempts.take("maria", first_try);
  int refused = 0;
  for (int i = 0; i < 1'000; ++i) {
    if (attempts.take("name " + std::to_string(i), first_try)) ++refused;
  }
  EXPECT_LE(refused, 5);
}

TEST(Network, IsTheAddressOfIPv4) {
  EXPECT_EQ(network_of("203.0.113.9", ""), "203.0.113.9");
  EXPECT_EQ(network_of("", ""), "");
}

TEST(Network, IsTheFirstHalfOfIPv6) {
  EXPECT_EQ(network_of("2001:db8:1:2::1", ""), network_of("2001:db8:1:2:ffff::9", ""));
  EXPECT_NE(network_of("2001:db8:1:2::1", ""), network_of("2001:db8:1:3::1", ""));
  EXPECT_NE(network_of("::ffff:203.0.113.9", ""), network_of("::ffff:203.0.113.8", ""));
}

TEST(Network, BehindAProxyIsWhatTheProxySays) {
  EXPECT_EQ(network_of("127.0.0.1", "203.0.113.9"), "203.0.113.9");
  EXPECT_EQ(network_of("127.0.0.1", "198.51.100.1, 203.0.113.9 "), "203.0.113.9")
      << "what stands before it came from outside";
  EXPECT_EQ(network_of("127.0.0.1", "198.51.100.1,"), "127.0.0.1");
}

}  // namespace
}  // namespace spotter::people
