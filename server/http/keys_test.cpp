#include "http/keys.hpp"

#include <gtest/gtest.h>

#include "wire/problem_json.hpp"

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
  std::optional<wire::SignedIn> session(std::string_view token, Instant) const override {
    if (token == "maria")
      return wire::SignedIn{{Access::member, "session", "maria", "Maria", {}, true}, "proof"};
    if (token == "olga")
      return wire::SignedIn{{Access::admin, "session", "olga", "Olga", {}, true}, "proof"};
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

/// The status with a session's cookie; the CSRF header unless `proof` is null.
int status_in(const wire::Route& route, const char* token, const char* proof) {
  const ThreeKeys keys;
  auto request = with_header("cookie", std::string("a=1; spotter_session=") + token);
  request.method = route.method;
  if (proof) request.headers.emplace_back("spotter-csrf", proof);
  const auto problem = check_key(route, &keys, request);
  return problem ? wire::status_of(problem->code) : 200;
}

wire::Route route_for(Access needs, wire::Method method = wire::Method::get) {
  wire::Route route;
  route.needs = needs;
  route.method = method;
  return route;
}

TEST(Sessions, open_what_people_use_and_nothing_else) {
  EXPECT_EQ(status_in(route_for(Access::member), "maria", nullptr), 200);
  EXPECT_EQ(status_in(route_for(Access::admin), "maria", nullptr), 403);
  EXPECT_EQ(status_in(route_for(Access::admin), "olga", nullptr), 200);
  EXPECT_EQ(status_in(route_for(Access::member), "wrong", nullptr), 401);
  EXPECT_EQ(status_in(route_for(Access::member), "", nullptr), 401);
  EXPECT_EQ(status_in(route_for(Access::client), "olga", "proof"), 401);
  EXPECT_EQ(status_in(route_for(Access::server), "olga", "proof"), 401);
}

TEST(Sessions, need_the_header_for_what_is_no_get) {
  const auto post = route_for(Access::member, wire::Method::post);
  EXPECT_EQ(status_in(post, "maria", "proof"), 200);
  for (const char* wrong : {static_cast<const char*>(nullptr), "", "proo", "proof ", "prooF"})
    EXPECT_EQ(status_in(post, "maria", wrong), 403);
  EXPECT_EQ(status_in(post, "wrong", "proof"), 401);
}

TEST(Sessions, count_only_where_no_key_is_presented) {
  const ThreeKeys keys;
  for (const auto& [key, code] : {std::pair{"wrong", ProblemCode::unauthorized},
                                  std::pair{"client", ProblemCode::forbidden}}) {
    auto request = with_header("cookie", "spotter_session=olga");
    request.headers.emplace_back("authorization", key);
    const auto problem = check_key(route_for(Access::member), &keys, request);
    ASSERT_TRUE(problem) << key;
    EXPECT_EQ(problem->code, code);
    EXPECT_EQ(request.session, "");
  }
  auto request = with_header("cookie", "spotter_session=maria");
  request.method = wire::Method::post;
  request.headers.emplace_back("authorization", "admin");
  EXPECT_FALSE(check_key(route_for(Access::admin, wire::Method::post), &keys, request));
  EXPECT_FALSE(request.caller.signed_in) << "a key needs no header of a session";
}

TEST(Sessions, a_route_may_only_want_to_know) {
  const ThreeKeys keys;
  auto route = route_for(Access::none);
  auto request = with_header("cookie", "spotter_session=maria");
  EXPECT_FALSE(check_key(route, &keys, request));
  EXPECT_EQ(request.session, "");
  route.knows_session = true;
  EXPECT_FALSE(check_key(route, &keys, request));
  EXPECT_EQ(request.session, "maria");
  EXPECT_EQ(request.csrf, "proof");
  EXPECT_EQ(request.caller.name, "Maria");
  auto wrong = with_header("cookie", "spotter_session=wrong");
  EXPECT_FALSE(check_key(route, &keys, wrong));
  EXPECT_EQ(wrong.session, "");
  EXPECT_FALSE(check_key(route, nullptr, request));
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
