#include "protocols/ofrep/context.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace spotter::protocols {
namespace {

std::string attributes(std::string_view body) {
  const auto read = read_attributes(body);
  return read ? boost::json::serialize(*read) : read.error().code;
}

TEST(OfrepContext, TargetingKeyFeedsId) {
  EXPECT_EQ(attributes(R"({"context":{"targetingKey":"u1","n":1}})"),
            R"({"targetingKey":"u1","n":1,"id":"u1"})");
  EXPECT_EQ(attributes(R"({"context":{"id":"own","targetingKey":"u1"}})"),
            R"({"id":"own","targetingKey":"u1"})");
  EXPECT_EQ(attributes(R"({"context":{"targetingKey":7}})"), R"({"targetingKey":7,"id":7})");
  EXPECT_EQ(attributes(R"({"context":{"a":[{"b":null}]}})"), R"({"a":[{"b":null}]})");
}

TEST(OfrepContext, AMissingContextIsAnEmptyOne) {
  EXPECT_EQ(attributes(R"({"context":{}})"), "{}");
  EXPECT_EQ(attributes("{}"), "{}");
  EXPECT_EQ(attributes(R"({"context":null})"), "{}");
}

TEST(OfrepContext, WhatIsNone) {
  for (const char* body : {"", "x", "[]", "null", "7", "{\"context\":", "{\"context\":{}}x"})
    EXPECT_EQ(attributes(body), "PARSE_ERROR") << body;
  for (const char* body : {R"({"context":[]})", R"({"context":"a"})", R"({"context":7})"})
    EXPECT_EQ(attributes(body), "INVALID_CONTEXT") << body;
  EXPECT_EQ(attributes(R"({"context":)" + std::string(100'000, '[')), "PARSE_ERROR");
}

}  // namespace
}  // namespace spotter::protocols
