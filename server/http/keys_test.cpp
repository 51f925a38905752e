#include "http/keys.hpp"

#include <gtest/gtest.h>

namespace spotter::http {
namespace {

using wire::Access;

wire::Request with_header(std::string name, std::string value) {
  wire::Request request;
  request.headers = {{std::move(name), std::move(value)}};
  return request;
}

std::string authorization(std::string value) {
  return presented_key(with_header("authorization", std::move(value)));
}

TEST(Keys, authorization_in_every_form) {
  EXPECT_EQ(authorization("Bearer spc_1"), "spc_1");
  EXPECT_EQ(authorization("bearer   spc_1 "), "spc_1");
  EXPECT_EQ(authorization("spc_1"), "spc_1");
  EXPECT_EQ(authorization("Basic c3BjXzE6"), "spc_1");          // "spc_1:"
  EXPECT_EQ(authorization("Basic c3BjXzE="), "spc_1");          // "spc_1"
  EXPECT_EQ(authorization("Basic c3BjXzE"), "spc_1");           // without padding
  EXPECT_EQ(authorization("basic c3BjXzE6cGFzcw=="), "spc_1");  // "spc_1:pass"
}

TEST(Keys, what_is_no_key) {
  for (const auto* value :
       {"", "Bearer", "Basic", "Bearer ", "Basic ###", "Basic Og==", "Digest abc", "Bearer a b",
        "Bearer a\x01", "Bearer \xc3\xa4", "Basic YQBi"}) {
    const auto key = authorization(value);
    EXPECT_TRUE(key.empty() || key == "Bearer" || key == "Basic") << value << " gave " << key;
  }
  EXPECT_EQ(authorization(std::string(10'000, 'a')), "");
}

TEST(Keys, other_places) {
  EXPECT_EQ(presented_key(with_header("x-api-key", " sps_2 ")), "sps_2");
  wire::Request request;
  request.parameters = {{"client_key", "in_path"}};
  EXPECT_EQ(presented_key(request), "in_path");
  for (const auto* name : {"writeKey", "client_key", "k"}) {
    wire::Request query;
    query.query = {{name, "in_query"}};
    EXPECT_EQ(presented_key(query), "in_query") << name;
  }
  EXPECT_EQ(presented_key(wire::Request{}), "");
}

TEST(Keys, the_header_wins) {
  auto request = with_header("authorization", "Bearer in_header");
  request.headers.emplace_back("x-api-key", "in_other_header");
  request.parameters = {{"client_key", "in_path"}};
  request.query = {{"k", "in_query"}};
  EXPECT_EQ(presented_key(request), "in_header");
  request.headers.erase(request.headers.begin());
  EXPECT_EQ(presented_key(request), "in_other_header");
  request.headers.clear();
  EXPECT_EQ(presented_key(request), "in_path");
}

TEST(Keys, base64) {
  EXPECT_EQ(base64_decode(""), "");
  EXPECT_EQ(base64_decode("/+8="), "\xff\xef");
  EXPECT_EQ(base64_decode("QUJD"), "ABC");
  EXPECT_FALSE(base64_decode("Q"));
  EXPECT_FALSE(base64_decode("QUJDR"));
  EXPECT_FALSE(base64_decode("QU JD"));
  EXPECT_FALSE(base64_decode("===="));
}

class ThreeKeys final : public wire::Authenticate {
 public:
  std::optional<wire::Caller> authenticate(std::string_view key) const override {
    if (key == "client") return wire::Caller{Access::client, "1", ""};
    if (key == "server") return wire::Caller{Access::server, "2", ""};
    if (key == "admin") return wire::Caller{Access::admin, "3", "mia"};
    return std::nullopt;
  }
};

int status(Access needs, std::string key) {
  const ThreeKeys keys;
  wire::Route route;
  route.needs = needs;
  auto request = key.empty() ? wire::Request{} : with_header("authorization", key);
  const auto problem = check_key(route, &keys, request);
  if (!problem) return 200;
  return problem->code == ProblemCode::unauthorized ? 401 : 403;
}

TEST(Keys, planes) {
  EXPECT_EQ(status(Access::none, ""), 200);
  EXPECT_EQ(status(Access::none, "wrong"), 200);
  for (const auto needs : {Access::client, Access::server, Access::member, Access::admin}) {
    EXPECT_EQ(status(needs, ""), 401);
    EXPECT_EQ(status(needs, "wrong"), 401);
    EXPECT_EQ(status(needs, "admin"), 200);
    EXPECT_EQ(status(needs, "server"), needs >= Access::member ? 403 : 200);
    EXPECT_EQ(status(needs, "client"), needs == Access::client ? 200 : 403);
  }
}

TEST(Keys, a_route_may_authenticate_itself) {
  const ThreeKeys keys;
  wire::Route route;
  route.needs = Access::client;
  route.authenticates_itself = true;
  wire::Request nobody;
  EXPECT_FALSE(check_key(route, &keys, nobody));
  EXPECT_EQ(nobody.caller.access, Access::none);
  auto unknown = with_header("authorization", "wrong");
  EXPECT_FALSE(check_key(route, &keys, unknown));
  EXPECT_EQ(unknown.key, "wrong");
  auto known = with_header("authorization", "admin");
  EXPECT_FALSE(check_key(route, &keys, known));
  EXPECT_EQ(known.caller.member, "mia");
  EXPECT_FALSE(check_key(route, nullptr, known));
}

}  // namespace
}  // namespace spotter::http
