#include "wire/cookie.hpp"

#include <gtest/gtest.h>

namespace spotter::wire {
namespace {

std::string cookie_in(std::string header) {
  Request request;
  request.headers = {{"host", "spotter"}, {"cookie", std::move(header)}};
  return std::string(cookie_value(request, session_cookie));
}

TEST(Cookie, IsFoundAmongOthers) {
  EXPECT_EQ(cookie_in("spotter_session=abc"), "abc");
  EXPECT_EQ(cookie_in("a=1; spotter_session=abc; b=2"), "abc");
  EXPECT_EQ(cookie_in("a=1;spotter_session = abc ;b"), "abc");
  EXPECT_EQ(cookie_in("spotter_session=a=b"), "a=b");
}

TEST(Cookie, TheFirstOneCounts) {
  EXPECT_EQ(cookie_in("spotter_session=first; spotter_session=second"), "first");
  Request request;
  request.headers = {{"cookie", "a=1"}, {"cookie", "spotter_session=abc"}};
  EXPECT_EQ(cookie_value(request, session_cookie), "abc");
}

TEST(Cookie, WhatOnlyLooksLikeItIsNone) {
  for (const char* header :
       {"", ";", "=", "spotter_session", "xspotter_session=abc", "spotter_sessions=abc",
        "a=spotter_session=abc", "SPOTTER_SESSION=abc", "spotter_session="}) {
    EXPECT_EQ(cookie_in(header), "") << header;
  }
  EXPECT_EQ(cookie_value(Request{}, session_cookie), "");
}

}  // namespace
}  // namespace spotter::wire
