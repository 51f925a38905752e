#include "protocols/segment/routes.hpp"

#include <gtest/gtest.h>

#include "base/limits.hpp"
#include "wire/json.hpp"

namespace spotter::protocols {
namespace {

using wire::Access;

// Two keys; the id differs from the key.
class TwoKeys final : public wire::Authenticate {
 public:
  std::optional<wire::Caller> authenticate(std::string_view key) const override {
    if (key == "spc_1") return wire::Caller{Access::client, "client-1", ""};
    if (key == "sps_1") return wire::Caller{Access::server, "server-1", ""};
    return std::nullopt;
  }
};

// Remembers what it was given and answers what it was told to.
class Recorder final : public Intake {
 public:
  void take(DecodedBatch batch, const wire::Caller& caller, Instant received,
            std::function<void(Taken)> taken) override {
    batches.push_back(std::move(batch));
    source = caller.source;
    at = received;
    later = std::move(taken);
    if (answer) later(*answer);
  }

  std::vector<DecodedBatch> batches;
  std::string source;
  Instant at;
  std::optional<Taken> answer = Taken{{}, 7};
  std::function<void(Taken)> later;
};

class SegmentRoutes : public testing::Test {
 protected:
  const wire::Route& route(std::string_view pattern) {
    for (const auto& each : routes) {
      if (each.pattern == pattern) return each;
    }
    ADD_FAILURE() << "no route " << pattern;
    return routes.front();
  }

  wire::Response call(std::string_view pattern, wire::Request request) {
    if (!request.key.empty())
      request.caller = keys.authenticate(request.key).value_or(wire::Caller{});
    std::optional<wire::Response> response;
    route(pattern).handle(std::move(request), [&](wire::Response got) { response = got; });
    answered = response.has_value();
    return response.value_or(wire::Response{});
  }

  wire::Response post(std::string_view pattern, std::string body, std::string key = "spc_1") {
    wire::Request request;
    request.method = wire::Method::post;
    request.body = std::move(body);
    request.key = std::move(key);
    request.received = Instant{42};
    return call(pattern, std::move(request));
  }

  TwoKeys keys;
  Recorder intake;
  wire::Routes routes = segment_routes(intake, keys, std::nullopt);
  bool answered = false;
};

const std::string page = R"({"userId":"a","event":"E","groupId":"g","previousId":"b"})";

TEST_F(SegmentRoutes, EveryPathTakesItsKind) {
  using live::EventKind;
  const std::vector<std::pair<std::string, EventKind>> paths{
      {"/v1/identify", EventKind::identify}, {"/v1/i", EventKind::identify},
      {"/v1/track", EventKind::track},       {"/v1/t", EventKind::track},
      {"/v1/page", EventKind::page},         {"/v1/p", EventKind::page},
      {"/v1/screen", EventKind::screen},     {"/v1/s", EventKind::screen},
      {"/v1/group", EventKind::group},       {"/v1/g", EventKind::group},
      {"/v1/alias", EventKind::alias},       {"/v1/a", EventKind::alias}};
  for (const auto& [path, kind] : paths) {
    const auto response = post(path, page);
    EXPECT_EQ(response.status, 200) << path;
    EXPECT_EQ(response.body, R"({"success":true})");
    ASSERT_EQ(intake.batches.back().events.size(), 1u) << path;
    EXPECT_EQ(intake.batches.back().events[0].kind, kind) << path;
  }
  EXPECT_EQ(intake.source, "client-1");
  EXPECT_EQ(intake.at, Instant{42});
}

TEST_F(SegmentRoutes, BatchesSayTheirSequence) {
  for (const char* path : {"/v1/batch", "/v1/b"}) {
    const auto response = post(path, R"({"batch":[{"type":"page","userId":"a"}, 7]})", "sps_1");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.headers, (wire::Headers{{"Spotter-Sequence", "7"}}));
    EXPECT_EQ(intake.batches.back().refused.size(), 1u);
  }
  EXPECT_EQ(intake.source, "server-1");
  intake.answer = Taken{{}, 0};
  EXPECT_TRUE(post("/v1/b", R"({"batch":[]})").headers.empty());
}

TEST_F(SegmentRoutes, NoAnswerBeforeItIsKept) {
  intake.answer.reset();
  post("/v1/page", page);
  EXPECT_FALSE(answered);
}

TEST_F(SegmentRoutes, TheBodysKeyCountsWithoutAHeader) {
  EXPECT_EQ(post("/v1/b", R"({"batch":[],"writeKey":"sps_1"})", "").status, 200);
  EXPECT_EQ(intake.source, "server-1");
  EXPECT_EQ(post("/v1/b", R"({"batch":[],"writeKey":"sps_1"})", "spc_1").status, 200);
  EXPECT_EQ(intake.source, "client-1");
  EXPECT_EQ(post("/v1/p", R"({"userId":"a","writeKey":"sps_1"})", "").status, 200);
  EXPECT_EQ(intake.source, "server-1");
}

TEST_F(SegmentRoutes, UnknownKeys) {
  EXPECT_EQ(post("/v1/b", R"({"batch":[],"writeKey":"sps_1"})", "spc_2").status, 401);
  EXPECT_EQ(post("/v1/b", R"({"batch":[],"writeKey":"sps_2"})", "").status, 401);
  EXPECT_EQ(post("/v1/b", R"({"batch":[]})", "").status, 401);
  EXPECT_TRUE(intake.batches.empty());
}

TEST_F(SegmentRoutes, BadBodies) {
  EXPECT_EQ(post("/v1/b", "x").status, 400);
  EXPECT_EQ(post("/v1/b", "{}").status, 400);
  EXPECT_EQ(post("/v1/t", "[]").status, 400);
  EXPECT_EQ(post("/v1/t", "{}").status, 200);  // a 4xx would crash some senders
  const std::string long_name(limits::event_bytes_max, 'x');
  EXPECT_EQ(post("/v1/t", R"({"userId":")" + long_name + "\"}").status, 400);
  EXPECT_EQ(route("/v1/t").too_large_status, 400);
}

TEST_F(SegmentRoutes, WhenIntakeCannotTakeIt) {
  intake.answer = Taken{failure(ProblemCode::too_many, "The queue is full."), 0};
  auto response = post("/v1/t", page);
  EXPECT_EQ(response.status, 429);
  EXPECT_EQ(response.headers, (wire::Headers{{"Retry-After", "1"}}));
  for (const auto code : {ProblemCode::unavailable, ProblemCode::internal, ProblemCode::corrupt}) {
    intake.answer = Taken{failure(code, "The disk is full."), 0};
    response = post("/v1/t", page);
    EXPECT_EQ(response.status, 503);
    EXPECT_EQ(response.headers, (wire::Headers{{"Retry-After", "1"}}));
  }
}

TEST_F(SegmentRoutes, AllAreOnThePublicPlane) {
  for (const auto& each : routes) {
    EXPECT_TRUE(each.cors) << each.pattern;
    EXPECT_TRUE(each.authenticates_itself) << each.pattern;
  }
}

wire::Request settings_request(std::string key) {
  wire::Request request;
  request.parameters = {{"client_key", std::move(key)}};
  request.headers = {{"host", "127.0.0.1:8080"}};
  return request;
}

constexpr const char* settings_path = "/v1/projects/{client_key}/settings";

TEST_F(SegmentRoutes, SettingsNameTheHostThatWasAsked) {
  const auto response = call(settings_path, settings_request("spc_1"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body,
            R"({"integrations":{"Segment.io":{"apiKey":"spc_1","apiHost":"127.0.0.1:8080/v1",)"
            R"("protocol":"http","unbundledIntegrations":[],"addBundledMetadata":true}},)"
            R"("plan":{"track":{"__default":{"enabled":true,"integrations":{}}}},)"
            R"("remotePlugins":[]})");
  EXPECT_EQ(call(settings_path, settings_request("spc_2")).status, 401);
}

TEST_F(SegmentRoutes, SettingsNameThePublicUrl) {
  routes = segment_routes(intake, keys, PublicUrl{"https", "shop.example", "/x"});
  const auto response = call(settings_path, settings_request("spc_1"));
  const auto settings = wire::parse(response.body).value();
  const auto& sender = settings.at("integrations").at("Segment.io");
  EXPECT_EQ(sender.at("apiHost"), "shop.example/x/v1");
  EXPECT_EQ(sender.at("protocol"), "https");
}

}  // namespace
}  // namespace spotter::protocols
