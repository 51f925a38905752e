#include "wire/openapi.hpp"

#include <gtest/gtest.h>

#include "wire/json.hpp"

namespace spotter::wire {
namespace {

Route route(Method method, std::string pattern, Access needs) {
  Route route;
  route.method = method;
  route.pattern = std::move(pattern);
  route.needs = needs;
  route.sentence = "Does it.";
  return route;
}

Routes table() {
  Routes routes = {route(Method::post, "/api/launches/{key}/arms/{arm}", Access::admin),
                   route(Method::get, "/api/launches", Access::none),
                   route(Method::post, "/api/launches", Access::admin),
                   route(Method::get, "/hidden", Access::none),
                   route(Method::get, "/api/live", Access::admin)};
  routes[1].response_schema = {{"type", "array"}};
  routes[2].request_schema = {{"type", "object"}, {"required", {"key"}}};
  routes[3].visible = false;
  routes[4].stream = [](const Request&, const std::shared_ptr<EventStream>&) {};
  return routes;
}

TEST(OpenApi, describes_the_visible_routes_in_order) {
  const auto document = openapi(table(), "Spotter", "0.1.0");
  EXPECT_EQ(document.at("openapi"), "3.1.0");
  EXPECT_EQ(json::serialize(document.at("info")), R"({"title":"Spotter","version":"0.1.0"})");
  std::vector<std::string> paths;
  for (const auto& path : document.at("paths").as_object()) paths.emplace_back(path.key());
  EXPECT_EQ(paths, (std::vector<std::string>{"/api/launches", "/api/launches/{key}/arms/{arm}",
                                             "/api/live"}));
}

TEST(OpenApi, operations) {
  const auto document = openapi(table(), "Spotter", "0.1.0");
  const auto& paths = document.at("paths");
  EXPECT_EQ(
      json::serialize(paths.at("/api/launches").at("get")),
      R"({"operationId":"get_api_launches","summary":"Does it.","security":[],)"
      R"("responses":{"200":{"description":"The answer.","content":{"application/json":)"
      R"({"schema":{"type":"array"}}}},"default":{"$ref":"#/components/responses/Problem"}}})");
  const auto& post = paths.at("/api/launches").at("post").as_object();
  EXPECT_FALSE(post.contains("security"));
  EXPECT_EQ(post.at("requestBody").at("required"), true);
  const auto& arm = paths.at("/api/launches/{key}/arms/{arm}").at("post").as_object();
  EXPECT_EQ(arm.at("operationId"), "post_api_launches_key_arms_arm");
  ASSERT_EQ(arm.at("parameters").as_array().size(), 2u);
  EXPECT_EQ(json::serialize(arm.at("parameters").at(1)),
            R"({"name":"arm","in":"path","required":true,"schema":{"type":"string"}})");
  EXPECT_FALSE(arm.contains("requestBody"));
  const auto& live = paths.at("/api/live").at("get").at("responses").at("200").at("content");
  EXPECT_TRUE(live.as_object().contains("text/event-stream"));
}

TEST(OpenApi, query_and_bodies_that_are_no_json) {
  Routes routes{route(Method::post, "/api/analyses/{kind}", Access::admin)};
  routes[0].request_schema = {{"type", "string"}};
  routes[0].request_type = "text/csv";
  routes[0].query_parameters = {{"shares", "Expected ones."}};
  const auto document = openapi(routes, "Spotter", "0.1.0");
  const auto& post = document.at("paths").at("/api/analyses/{kind}").at("post").as_object();
  EXPECT_EQ(json::serialize(post.at("requestBody")),
            R"({"required":true,"content":{"text/csv":{"schema":{"type":"string"}}}})");
  ASSERT_EQ(post.at("parameters").as_array().size(), 2u);
  EXPECT_EQ(json::serialize(post.at("parameters").at(1)),
            R"({"name":"shares","in":"query","description":"Expected ones.",)"
            R"("schema":{"type":"string"}})");
}

TEST(OpenApi, does_not_depend_on_the_order_of_the_table) {
  auto routes = table();
  const auto one = json::serialize(openapi(routes, "Spotter", "0.1.0"));
  std::reverse(routes.begin(), routes.end());
  EXPECT_EQ(json::serialize(openapi(routes, "Spotter", "0.1.0")), one);
}

TEST(OpenApi, an_empty_table_is_a_document) {
  const auto document = openapi({}, "Spotter", "0.1.0");
  EXPECT_TRUE(document.at("paths").as_object().empty());
  EXPECT_TRUE(document.at("components").at("responses").as_object().contains("Problem"));
}

}  // namespace
}  // namespace spotter::wire
