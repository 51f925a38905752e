#include "protocols/ofrep/routes.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <stdexcept>

#include "wire/json.hpp"

namespace spotter::protocols {
namespace {

namespace json = boost::json;
using live::Decision;
using live::Reason;
using wire::Access;

// A snapshot of five flags, one a reason; what it does not know is not asked of it.
class Snapshot final : public Decisions {
 public:
  std::uint64_t version() const override { return 0x1842; }

  std::optional<Decision> decide(std::string_view flag,
                                 const json::object& attributes) const override {
    if (flag == "crash") throw std::runtime_error("a bug");
    for (auto& each : decide_all(attributes, false)) {
      if (each.flag == flag) return each;
    }
    return std::nullopt;
  }

  std::vector<Decision> decide_all(const json::object& attributes,
                                   bool client_visible_only) const override {
    std::vector<Decision> all{broken(), off(), split(attributes), plain()};
    if (!client_visible_only) all.push_back(hidden());
    return all;
  }

  bool expose(const Decision&, std::string_view unit, const wire::Caller& caller) override {
    exposed.push_back(std::string(unit) + " by " + caller.source);
    return queue_has_room;
  }

  std::vector<std::string> exposed;
  bool queue_has_room = true;

 private:
  static Decision broken() {
    Decision decision;
    decision.flag = "broken";
    decision.reason = Reason::ERROR;
    decision.problem = "The flag depends on itself.";
    return decision;
  }
  static Decision off() {
    Decision decision;
    decision.flag = "off";
    decision.reason = Reason::DISABLED;
    decision.flag_default = false;
    return decision;
  }
  static Decision split(const json::object& attributes) {
    Decision decision;
    decision.flag = "split";
    decision.config_version = 0x1842;
    decision.value = false;
    decision.variant = "default";
    const auto* id = attributes.if_contains("id");
    if (!id) return decision;
    decision.reason = Reason::SPLIT;
    decision.value = true;
    decision.variant = decision.variation = "treatment";
    decision.rule_id = decision.experiment = "spring";
    decision.in_experiment = true;
    decision.bucket = 0.25;
    decision.unit = "id";
    decision.unit_text = id->as_string();
    return decision;
  }
  static Decision plain() {
    Decision decision;
    decision.flag = "static";
    decision.reason = Reason::STATIC;
    decision.value = json::object{{"a", 1}};
    decision.variant = "default";
    return decision;
  }
  static Decision hidden() {
    Decision decision = plain();
    decision.flag = "zz-server-only";
    return decision;
  }
};

class Ofrep : public testing::Test {
 protected:
  wire::Request request(std::string body, Access access = Access::server) {
    wire::Request asked;
    asked.method = wire::Method::post;
    asked.body = std::move(body);
    asked.key = "spc_1";
    asked.caller = {access, "source-1", ""};
    return asked;
  }

  wire::Response call(std::size_t route, const wire::Request& asked) {
    std::optional<wire::Response> response;
    routes[route].handle(asked, [&](wire::Response got) { response = std::move(got); });
    EXPECT_TRUE(response);
    return response.value_or(wire::Response{});
  }

  wire::Response one(std::string flag, std::string body = R"({"context":{"targetingKey":"u1"}})") {
    auto asked = request(std::move(body));
    asked.parameters = {{"key", std::move(flag)}};
    return call(0, asked);
  }

  wire::Response exposing(wire::Headers headers, wire::Headers query, std::string flag = "split") {
    auto asked = request(R"({"context":{"targetingKey":"u1"}})");
    asked.parameters = {{"key", std::move(flag)}};
    asked.headers = std::move(headers);
    asked.query = std::move(query);
    return call(0, asked);
  }

  Snapshot snapshot;
  ChangeStreams streams{0x1842};
  wire::Routes routes = ofrep_routes(snapshot, streams, {"/x", CodeDefault::omit});
};

TEST_F(Ofrep, OneFlag) {
  const auto response = one("split");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "application/json; charset=utf-8");
  EXPECT_EQ(response.body,
            R"({"key":"split","value":true,"reason":"SPLIT","variant":"treatment","metadata":{)"
            R"("ruleId":"spring","experiment":"spring","variation":"treatment",)"
            R"("inExperiment":true,"bucket":0.25,"unit":"id","configVersion":6210}})");
  EXPECT_TRUE(snapshot.exposed.empty());
}

TEST_F(Ofrep, WithoutATargetingKeyThereIsAnAnswer) {
  for (const char* body : {"{}", R"({"context":{}})"}) {
    const auto response = one("split", body);
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(wire::parse(response.body)->at("reason"), "DEFAULT");
  }
}

TEST_F(Ofrep, SwitchedOff) {
  EXPECT_EQ(one("off").body, R"({"key":"off","reason":"DISABLED","metadata":{"configVersion":0}})");
  routes = ofrep_routes(snapshot, streams, {"", CodeDefault::value});
  EXPECT_EQ(one("off").body,
            R"({"key":"off","value":false,"reason":"DISABLED","metadata":{"configVersion":0}})");
}

void expect_failure(const wire::Response& response, int status, std::string_view key,
                    std::string_view code) {
  EXPECT_EQ(response.status, status) << response.body;
  const auto body = wire::parse(response.body).value();
  EXPECT_EQ(body.at("key").as_string(), key);
  EXPECT_EQ(body.at("errorCode").as_string(), code);
  EXPECT_FALSE(body.at("errorDetails").as_string().empty());
}

TEST_F(Ofrep, FailuresCarryKeyAndCode) {
  expect_failure(one("other"), 404, "other", "FLAG_NOT_FOUND");
  expect_failure(one("my flag"), 404, "my flag", "FLAG_NOT_FOUND");
  expect_failure(one(std::string(129, 'a')), 404, std::string(129, 'a'), "FLAG_NOT_FOUND");
  expect_failure(one("split", "x"), 400, "split", "PARSE_ERROR");
  expect_failure(one("split", R"({"context":[]})"), 400, "split", "INVALID_CONTEXT");
  expect_failure(one("broken"), 400, "broken", "GENERAL");
  expect_failure(one("crash"), 500, "crash", "GENERAL");
}

TEST_F(Ofrep, ExposureWhenAskedFor) {
  const auto taken = [](const wire::Response& response) {
    return wire::parse(response.body)->at("metadata").at("exposure").as_bool();
  };
  EXPECT_TRUE(taken(exposing({{"spotter-exposure", "1"}}, {})));
  EXPECT_TRUE(taken(exposing({}, {{"exposure", "1"}})));
  EXPECT_EQ(snapshot.exposed, (std::vector<std::string>(2, "u1 by source-1")));
  EXPECT_FALSE(taken(exposing({}, {{"exposure", "1"}}, "static")));
  EXPECT_EQ(snapshot.exposed.size(), 2u);
  snapshot.queue_has_room = false;
  EXPECT_FALSE(taken(exposing({}, {{"exposure", "1"}})));
  EXPECT_EQ(exposing({{"spotter-exposure", "0"}}, {}).body.find("exposure"), std::string::npos);
}

TEST_F(Ofrep, AllFlagsForAClient) {
  const auto response = call(1, request(R"({"context":{"targetingKey":"u1"}})", Access::client));
  EXPECT_EQ(response.status, 200);
  const auto body = wire::parse(response.body).value();
  const auto& flags = body.at("flags").as_array();
  ASSERT_EQ(flags.size(), 4u);
  EXPECT_EQ(flags[0].at("errorCode"), "GENERAL");
  EXPECT_EQ(flags[1].at("key"), "off");
  EXPECT_EQ(flags[2].at("variant"), "treatment");
  EXPECT_EQ(flags[3].at("value"), (json::object{{"a", 1}}));
  EXPECT_EQ(json::serialize(body.at("eventStreams")),
            R"([{"type":"sse","endpoint":{"requestUri":"/x/ofrep/v1/stream?k=spc_1&v=6210"},)"
            R"("inactivityDelaySec":120}])");
}

TEST_F(Ofrep, SecretKeysSeeAllFlagsAndAreNotPutIntoUrls) {
  const auto response = call(1, request("{}", Access::server));
  const auto body = wire::parse(response.body).value();
  EXPECT_EQ(body.at("flags").as_array().size(), 5u);
  EXPECT_FALSE(body.as_object().contains("eventStreams"));
  EXPECT_EQ(response.body.find("spc_1"), std::string::npos);
}

TEST_F(Ofrep, UnchangedIsNotEvaluatedAgain) {
  auto asked = request(R"({"context":{"targetingKey":"u1"}})", Access::client);
  const auto first = call(1, asked);
  ASSERT_EQ(first.headers.size(), 1u);
  EXPECT_EQ(first.headers[0].first, "ETag");
  const auto tag = first.headers[0].second;
  asked.headers = {{"if-none-match", "\"x\", W/" + tag}};
  const auto second = call(1, asked);
  EXPECT_EQ(second.status, 304);
  EXPECT_EQ(second.body, "");
  EXPECT_EQ(second.headers, first.headers);
  auto changed = asked;
  changed.body = R"({"context":{"targetingKey":"u1","plan":"pro"}})";
  EXPECT_EQ(call(1, changed).status, 200);
  changed = asked;
  changed.caller.source = "source-2";
  EXPECT_EQ(call(1, changed).status, 200);
}

TEST_F(Ofrep, BadBulkBodies) {
  const auto response = call(1, request("x", Access::client));
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(wire::parse(response.body)->at("errorCode"), "PARSE_ERROR");
}

TEST_F(Ofrep, WhoMayAsk) {
  EXPECT_EQ(routes[0].needs, Access::server);
  EXPECT_EQ(routes[1].needs, Access::client);
  EXPECT_EQ(routes[2].needs, Access::client);
  EXPECT_TRUE(routes[2].stream);
  for (const auto& route : routes) EXPECT_TRUE(route.cors);
}

}  // namespace
}  // namespace spotter::protocols
