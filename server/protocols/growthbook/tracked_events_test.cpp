#include "protocols/growthbook/tracked_events.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "base/limits.hpp"

namespace spotter::protocols {
namespace {

DecodedBatch decode(const std::string& body) {
  auto decoded = decode_tracked_events(body);
  EXPECT_TRUE(decoded) << decoded.error().sentence;
  return decoded.value_or(DecodedBatch{});
}

// As growthbookTrackingPlugin of @growthbook/growthbook 1.8.0 sends it.
const char* const exposure = R"({"event_name":"Experiment Viewed","properties_json":
  {"experimentId":"banner","variationId":"big","hashAttribute":"id","hashValue":"u1"},
  "user_id":null,"device_id":"u1","page_id":null,"session_id":null,"sdk_language":"js",
  "sdk_version":"1.8.0","url":"https://shop.example/","context_json":{"plan":"pro"}})";

TEST(TrackedEvents, Exposure) {
  const auto decoded = decode("[" + std::string(exposure) + "]");
  ASSERT_EQ(decoded.events.size(), 1U);
  const auto& event = decoded.events[0];
  EXPECT_EQ(event.kind, live::EventKind::track);
  EXPECT_EQ(event.name, live::exposure_event_name);
  EXPECT_EQ(event.experiment, "banner");
  EXPECT_EQ(event.variation, "big");
  EXPECT_EQ(event.hash_attribute, "id");
  EXPECT_EQ(event.hash_value, "u1");
  EXPECT_EQ(event.user_id, "");
  EXPECT_EQ(event.anonymous_id, "u1");
  EXPECT_TRUE(event.same_exposure_is_same_message);
  EXPECT_EQ(event.message_id, "");
  EXPECT_FALSE(event.original || event.sent);
}

TEST(TrackedEvents, EventsOfTheSiteKeepTheirProperties) {
  const auto decoded = decode(R"([{"event_name":"Signed Up","user_id":"u1","device_id":"d1",
    "properties_json":{"plan":"pro","price":12.5}},{"event_name":"Left","user_id":7}])");
  ASSERT_EQ(decoded.events.size(), 2U);
  EXPECT_EQ(decoded.events[0].name, "Signed Up");
  EXPECT_EQ(decoded.events[0].user_id, "u1");
  EXPECT_EQ(decoded.events[0].anonymous_id, "d1");
  EXPECT_EQ(decoded.events[0].properties.at("price"), 12.5);
  EXPECT_FALSE(decoded.events[0].same_exposure_is_same_message);
  EXPECT_EQ(decoded.events[1].user_id, "7");
  EXPECT_TRUE(decoded.events[1].properties.empty());
}

TEST(TrackedEvents, AFlagThatWasReadIsNotOneThatWasSeen) {
  const auto decoded = decode(R"([{"event_name":"Feature Evaluated","device_id":"d1",
    "properties_json":{"feature":"banner"}}])");
  EXPECT_TRUE(decoded.events.empty());
  EXPECT_TRUE(decoded.refused.empty());
}

TEST(TrackedEvents, NumbersAreTheSameUnitAsTheirText) {
  const auto decoded = decode(R"([{"event_name":"Experiment Viewed","properties_json":
    {"experimentId":5,"variationId":1,"hashAttribute":"id","hashValue":5.50}}])");
  ASSERT_EQ(decoded.events.size(), 1U);
  EXPECT_EQ(decoded.events[0].experiment, "5");
  EXPECT_EQ(decoded.events[0].variation, "1");
  EXPECT_EQ(decoded.events[0].hash_value, "5.5");
}

TEST(TrackedEvents, OneBadEventCostsItselfAlone) {
  const std::string longest(limits::event_id_bytes_max, 'x');
  const std::string wide(limits::event_bytes_max, 'x');
  for (const std::string& bad : std::initializer_list<std::string>{
           "5", "null", "[]", "\"text\"", "{}", R"({"event_name":"A"})",
           R"({"event_name":"","user_id":"u"})", R"({"event_name":{},"user_id":"u"})",
           R"({"user_id":"u"})", R"({"event_name":"A","user_id":true})",
           R"({"event_name":"A","user_id":"u\u0000"})",
           R"({"event_name":"A","user_id":"x)" + longest + "\"}",
           R"({"event_name":"A","user_id":"u","more":")" + wide + "\"}",
           "{\"event_name\":\"A\",\"user_id\":\"u\",\"b\":\"\xff\"}",
           R"({"event_name":"Experiment Viewed","properties_json":{"hashValue":"\u0000"}})",
           R"({"event_name":")" + std::string(limits::event_name_bytes_max + 1, 'n') +
               R"(","user_id":"u"})"}) {
    const auto decoded = decode("[" + bad + "," + exposure + "]");
    EXPECT_EQ(decoded.events.size(), 1U) << bad.substr(0, 80);
    ASSERT_EQ(decoded.refused.size(), 1U) << bad.substr(0, 80);
    EXPECT_FALSE(decoded.refused[0].reason.empty());
    EXPECT_EQ(decoded.refused[0].reason.find("xxx"), std::string::npos);
  }
}

TEST(TrackedEvents, AtMostSoMany) {
  std::string body = "[";
  for (std::size_t i = 0; i < limits::batch_events_max + 2; ++i)
    body += std::string(i ? "," : "") + R"({"event_name":"A","user_id":"u"})";
  const auto decoded = decode(body + "]");
  EXPECT_EQ(decoded.events.size(), limits::batch_events_max);
  EXPECT_EQ(decoded.refused.size(), 2U);
}

TEST(TrackedEvents, AnythingButAListIsRefused) {
  for (const std::string& body : std::initializer_list<std::string>{
           "", "{}", "5", "[", "[1", "[{]", "[] []", "[{},]", "no",
           "[\"" + std::string(limits::http_body_bytes_max, 'x') + "\"]"})
    EXPECT_FALSE(decode_tracked_events(body)) << body.substr(0, 20);
  EXPECT_TRUE(decode("[]").events.empty());
}

}  // namespace
}  // namespace spotter::protocols
