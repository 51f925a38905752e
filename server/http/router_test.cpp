#include "http/router.hpp"

#include <gtest/gtest.h>

#include "base/ensure.hpp"

namespace spotter::http {
namespace {

wire::Route route(wire::Method method, std::string pattern, bool cors = false) {
  wire::Route route;
  route.method = method;
  route.pattern = std::move(pattern);
  route.cors = cors;
  route.handle = [](wire::Request, wire::Reply) {};
  return route;
}

constexpr auto get = wire::Method::get;
constexpr auto post = wire::Method::post;

Router table() {
  return Router({route(get, "/"), route(get, "/api/launches"), route(get, "/api/launches/{key}"),
                 route(post, "/api/launches/{key}/{what}"), route(get, "/api/launches/all"),
                 route(post, "/v1/track", true), route(get, "/sourceConfig/"),
                 route(get, "/{path*}")});
}

std::string found(std::string_view path, wire::Method method) {
  static const Router router = table();
  const auto match = router.find(path, method);
  return match.route ? match.route->pattern : match.path_known ? "405" : "404";
}

TEST(Router, finds_the_most_literal) {
  EXPECT_EQ(found("/", get), "/");
  EXPECT_EQ(found("/api/launches", get), "/api/launches");
  EXPECT_EQ(found("/api/launches/all", get), "/api/launches/all");
  EXPECT_EQ(found("/api/launches/banner", get), "/api/launches/{key}");
  EXPECT_EQ(found("/api/launches/banner/start", post), "/api/launches/{key}/{what}");
  EXPECT_EQ(found("/sourceConfig/", get), "/sourceConfig/");
}

TEST(Router, the_rest_comes_last_and_makes_no_405) {
  EXPECT_EQ(found("/launches/x", get), "/{path*}");
  EXPECT_EQ(found("/api/launches/", get), "/{path*}");  // a parameter is not empty
  EXPECT_EQ(found("/nothing", post), "404");
  EXPECT_EQ(found("/v1/track", get), "405");
  EXPECT_EQ(found("/api/launches", post), "405");
  EXPECT_EQ(found("/api/launches/banner", post), "405");
}

TEST(Router, gives_parameters) {
  const Router router = table();
  const auto match = router.find("/api/launches/spring banner/roll-back", post);
  const wire::Headers expected = {{"key", "spring banner"}, {"what", "roll-back"}};
  EXPECT_EQ(match.parameters, expected);
  EXPECT_EQ(match.index, 3u);
  const wire::Headers rest = {{"path", "a/b"}};
  EXPECT_EQ(router.find("/a/b", get).parameters, rest);
}

TEST(Router, knows_methods_and_cors_of_a_path) {
  const Router router = table();
  const auto match = router.find("/v1/track", get);
  EXPECT_TRUE(match.post);
  EXPECT_FALSE(match.get);
  EXPECT_TRUE(match.cors);
  EXPECT_FALSE(router.find("/api/launches", get).cors);
}

TEST(Router, refuses_bad_tables) {
  EXPECT_THROW(Router({route(get, "/a"), route(get, "/a")}), BrokenInvariant);
  EXPECT_THROW(Router({route(get, "a")}), BrokenInvariant);
  wire::Route nothing;
  nothing.pattern = "/a";
  EXPECT_THROW(Router({nothing}), BrokenInvariant);
}

}  // namespace
}  // namespace spotter::http
