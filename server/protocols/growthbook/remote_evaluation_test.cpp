#include "protocols/growthbook/remote_evaluation.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace spotter::protocols {
namespace {

namespace json = boost::json;

json::value evaluated(const char* features, const char* request) {
  const auto compiled = read_features(
      json::serialize(json::object{{"features", json::parse(features)},
                                   {"savedGroups", json::object{{"staff", json::array{"u1"}}}}}));
  EXPECT_TRUE(compiled) << compiled.error().sentence;
  const auto context = read_remote_request(request);
  EXPECT_TRUE(context) << context.error().sentence;
  return evaluate_remotely(*compiled, *context);
}

const char* const banner = R"({"banner":{"defaultValue":"none","rules":[{"id":"r","key":"exp",
  "seed":"exp","hashVersion":2,"hashAttribute":"id","variations":["none","small","big"],
  "weights":[0.0,1.0,0.0],"coverage":1,"condition":{"id":{"$inGroup":"staff"}},
  "meta":[{"key":"control"},{"key":"small"},{"key":"big"}]}]}})";

TEST(RemoteEvaluation, OnlyTheVisitorsOwnArmIsShown) {
  const auto got = evaluated(banner, R"({"attributes":{"id":"u1"}})");
  const auto& feature = got.at("banner").as_object();
  EXPECT_EQ(feature.at("defaultValue"), "small");
  const auto& rule = feature.at("rules").as_array().at(0).as_object();
  EXPECT_EQ(rule.at("force"), "small");
  ASSERT_EQ(rule.at("tracks").as_array().size(), 1U);
  const auto& track = rule.at("tracks").as_array().at(0).as_object();
  EXPECT_EQ(track.at("experiment").at("variations"), json::parse(R"([{},"small",{}])"));
  EXPECT_FALSE(track.at("experiment").as_object().contains("condition"));
  EXPECT_EQ(track.at("result").at("key"), "small");
  EXPECT_EQ(json::serialize(got).find("staff"), std::string::npos);
}

TEST(RemoteEvaluation, WhoIsInNoExperimentGetsAValueAlone) {
  EXPECT_EQ(evaluated(banner, R"({"attributes":{"id":"u2"}})"),
            json::parse(R"({"banner":{"defaultValue":"none"}})"));
  EXPECT_EQ(evaluated(banner, ""), json::parse(R"({"banner":{"defaultValue":"none"}})"));
}

TEST(RemoteEvaluation, WhatIsForcedCounts) {
  const auto by_url = evaluated(banner, R"({"url":"https://a/?exp=2"})");
  EXPECT_EQ(by_url.at("banner").at("defaultValue"), "big");
  const auto& track = by_url.at("banner").at("rules").at(0).at("tracks").at(0);
  EXPECT_EQ(track.at("result").at("hashUsed"), false);
  EXPECT_EQ(track.at("experiment").at("variations"), json::parse(R"([{},{},"big"])"));
  EXPECT_EQ(evaluated(banner, R"({"forcedVariations":{"exp":2}})").at("banner").at("defaultValue"),
            "big");
  EXPECT_EQ(evaluated(banner, R"({"forcedFeatures":[["banner","x"],["banner","y"]]})"),
            json::parse(R"({"banner":{"defaultValue":"y"}})"));
}

// Two flags share an experiment, and one waits for the other: it is reported once, with the flag
// that was asked for (@growthbook/proxy-eval keeps the last of equal calls).
TEST(RemoteEvaluation, ASharedExperimentIsReportedOnce) {
  const auto got = evaluated(R"({
    "first":{"defaultValue":0,"rules":[{"key":"exp","variations":[1,2],"weights":[1,0],
      "hashVersion":2}]},
    "second":{"defaultValue":0,"rules":[{"key":"exp","variations":[3,4],"weights":[1,0],
      "hashVersion":2,"parentConditions":[{"id":"first","condition":{"value":1}}]}]}})",
                             R"({"attributes":{"id":"u1"}})");
  const auto& tracks = got.at("second").at("rules").at(0).at("tracks").as_array();
  ASSERT_EQ(tracks.size(), 1U);
  EXPECT_EQ(tracks[0].at("result").at("featureId"), "second");
}

TEST(RemoteEvaluation, OddRequestsAreReadAsFarAsTheyGo) {
  for (const auto* body :
       {"{}", R"({"attributes":null,"forcedVariations":[],"forcedFeatures":{},"url":5})",
        R"({"attributes":[1],"forcedFeatures":[1,[],[5,6],null]})"}) {
    const auto context = read_remote_request(body);
    ASSERT_TRUE(context) << body;
    EXPECT_EQ(context->attributes, json::object()) << body;
    EXPECT_TRUE(context->forced_values.empty()) << body;
    EXPECT_TRUE(context->forced_variations.empty()) << body;
    EXPECT_EQ(context->url, "") << body;
  }
  EXPECT_EQ(read_remote_request(R"({"forcedFeatures":[["a"]]})")->forced_values.at("a"), nullptr);
  for (const auto* body : {"[]", "{", "5", "null", "{} {}"})
    EXPECT_FALSE(read_remote_request(body)) << body;
}

// A rule may hold exposures that were found elsewhere; odd ones are left out.
TEST(RemoteEvaluation, RecordedExposures) {
  const auto got = evaluated(R"({"a":{"defaultValue":0,"rules":[{"force":1,"tracks":[
      {"experiment":{"key":"e","variations":["x","y"],"condition":{}},"result":{"variationId":1}},
      {"experiment":{"key":"f"},"result":{}},{"experiment":null,"result":{}},{},5]}]}})",
                             "{}");
  EXPECT_EQ(got.at("a").at("rules").at(0).at("tracks"),
            json::parse(R"([{"experiment":{"key":"e","variations":[{},"y"]},
              "result":{"variationId":1}},{"experiment":{"key":"f"},"result":{}}])"));
}

}  // namespace
}  // namespace spotter::protocols
