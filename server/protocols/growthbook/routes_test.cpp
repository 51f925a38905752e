#include "protocols/growthbook/routes.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "base/limits.hpp"
#include "parts/live/flags/encrypted_text.hpp"
#include "protocols/test_stream.hpp"

namespace spotter::protocols {
namespace {

namespace json = boost::json;

// The second of two client keys is served encrypted.
class TwoKeys final : public wire::Authenticate, public EncryptionKeys {
 public:
  std::optional<wire::Caller> authenticate(std::string_view key) const override {
    if (key == "spc_1") return wire::Caller{wire::Access::client, "client-1", ""};
    if (key == "spc_2") return wire::Caller{wire::Access::client, "client-2", ""};
    return std::nullopt;
  }
  std::optional<AesBlock> encryption_key(std::string_view source) const override {
    return source == "client-2" ? std::optional(AesBlock{9}) : std::nullopt;
  }
};

class Recorder final : public Intake {
 public:
  void take(DecodedBatch batch, const wire::Caller& caller, Instant,
            std::function<void(Taken)> taken) override {
    batches.push_back(std::move(batch));
    source = caller.source;
    taken(answer);
  }
  std::vector<DecodedBatch> batches;
  std::string source;
  Taken answer{{}, 7};
};

class GrowthbookRoutes : public testing::Test {
 protected:
  GrowthbookRoutes() { publish(1); }

  void publish(std::uint64_t version) {
    desk.publish(make_payload(version, Instant{static_cast<std::int64_t>(version) * 1'000'000},
                              {{"banner", {{"defaultValue", version}}}}),
                 {});
  }
  const wire::Route& route(std::string_view pattern) {
    for (const auto& each : routes) {
      if (each.pattern == pattern) return each;
    }
    ADD_FAILURE() << "no route " << pattern;
    return routes.front();
  }
  wire::Response call(std::string_view pattern, wire::Request request) {
    std::optional<wire::Response> response;
    route(pattern).handle(std::move(request), [&](wire::Response got) { response = got; });
    EXPECT_TRUE(response);
    return response.value_or(wire::Response{});
  }
  static wire::Request with_key(std::string key) {
    wire::Request request;
    request.parameters = {{"client_key", std::move(key)}};
    return request;
  }
  wire::Response features(wire::Request request) {
    return call("/api/features/{client_key}", std::move(request));
  }
  static std::string header(const wire::Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers) {
      if (key == name) return value;
    }
    return {};
  }
  wire::Response track(const std::string& key, std::string body) {
    wire::Request request;
    request.method = wire::Method::post;
    request.key = key;
    request.caller = keys.authenticate(key).value_or(wire::Caller{});
    request.body = std::move(body);
    return call("/track", std::move(request));
  }

  TwoKeys keys;
  FeatureDesk desk{keys};
  Recorder intake;
  wire::Routes routes = growthbook_routes(desk, intake, keys);
};

TEST_F(GrowthbookRoutes, Payload) {
  const auto response = features(with_key("spc_1"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(header(response, "x-sse-support"), "enabled");
  EXPECT_EQ(header(response, "Cache-Control"), "no-cache");
  EXPECT_EQ(json::parse(response.body).at("features").at("banner").at("defaultValue"), 1);
  EXPECT_EQ(response.content_type, "application/json; charset=utf-8");
}

TEST_F(GrowthbookRoutes, TheSameIsNotSentTwice) {
  auto request = with_key("spc_1");
  const auto etag = header(features(request), "ETag");
  request.headers = {{"if-none-match", "W/" + etag}};
  const auto unchanged = features(request);
  EXPECT_EQ(unchanged.status, 304);
  EXPECT_EQ(unchanged.body, "");
  EXPECT_EQ(header(unchanged, "ETag"), etag);
  EXPECT_EQ(header(unchanged, "x-sse-support"), "enabled");
  request.parameters = {{"client_key", "spc_2"}};
  EXPECT_EQ(features(request).status, 200) << "the encrypted one is another text";
  publish(2);
  EXPECT_EQ(features(with_key("spc_1")).status, 200);
}

TEST_F(GrowthbookRoutes, EncryptedForTheKeysThatAskForIt) {
  const auto body = json::parse(features(with_key("spc_2")).body);
  EXPECT_EQ(body.at("features"), json::object());
  const auto text = live::decrypt_text(body.at("encryptedFeatures").as_string(),
                                       live::encryption_key_text(AesBlock{9}));
  EXPECT_EQ(text, R"({"banner":{"defaultValue":1}})");
}

TEST_F(GrowthbookRoutes, UnknownKeysInGrowthBooksWords) {
  for (const auto* pattern : {"/api/features/{client_key}", "/api/eval/{client_key}"}) {
    auto request = with_key("spc_9");
    request.key = "spc_1";  // presented elsewhere: only the path counts
    const auto response = call(pattern, request);
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(json::parse(response.body).at("status"), 400);
    EXPECT_TRUE(json::parse(response.body).at("error").is_string());
  }
}

TEST_F(GrowthbookRoutes, RemoteEvaluation) {
  auto request = with_key("spc_1");
  request.body = R"({"attributes":{"id":"u1"}})";
  const auto response = call("/api/eval/{client_key}", request);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, R"({"status":200,"dateUpdated":"1970-01-01T00:00:01.000Z",)"
                           R"("features":{"banner":{"defaultValue":1}},"experiments":[]})");
  EXPECT_EQ(header(response, "x-sse-support"), "") << "the stream would bring the rules";
  EXPECT_EQ(header(response, "ETag"), "");
  request.body = "[";
  EXPECT_EQ(call("/api/eval/{client_key}", request).status, 400);
}

TEST_F(GrowthbookRoutes, StreamByKey) {
  const auto& stream = route("/sub/{client_key}");
  EXPECT_EQ(stream.needs, wire::Access::client);
  wire::Request request;
  request.caller = {wire::Access::client, "client-2", ""};
  auto opened = std::make_shared<TestStream>();
  stream.stream(request, opened);
  ASSERT_EQ(opened->frames.size(), 1U);
  EXPECT_NE(opened->frames[0].find("encryptedFeatures"), std::string::npos);
}

TEST_F(GrowthbookRoutes, TrackingPlugin) {
  const auto response = track("spc_1", R"([{"event_name":"A","user_id":"u"}])");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(header(response, "Spotter-Sequence"), "7");
  ASSERT_EQ(intake.batches.size(), 1U);
  EXPECT_EQ(intake.batches[0].events.size(), 1U);
  EXPECT_EQ(intake.source, "client-1");
}

TEST_F(GrowthbookRoutes, TrackingPluginIsRefusedAsTheTrackingApiRefuses) {
  EXPECT_EQ(track("spc_9", "[]").status, 401);
  EXPECT_EQ(track("", "[]").status, 401);
  EXPECT_EQ(track("spc_1", "{}").status, 400);
  EXPECT_EQ(track("spc_1", "[5]").status, 200);
  EXPECT_EQ(route("/track").too_large_status, 400);
  intake.answer = {failure(ProblemCode::too_many, "Full."), 0};
  EXPECT_EQ(track("spc_1", "[]").status, 429);
  intake.answer = {failure(ProblemCode::unavailable, "Broken."), 0};
  const auto broken = track("spc_1", "[]");
  EXPECT_EQ(broken.status, 503);
  EXPECT_EQ(header(broken, "Retry-After"), "1");
}

TEST_F(GrowthbookRoutes, PagesOfAnyOriginMayCallThem) {
  for (const auto& each : routes) {
    EXPECT_TRUE(each.cors) << each.pattern;
    EXPECT_FALSE(each.visible) << each.pattern;
  }
}

}  // namespace
}  // namespace spotter::protocols
