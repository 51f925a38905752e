#include "http/client.hpp"

#include <gtest/gtest.h>

#include "http/test_server.hpp"

namespace spotter::http {
namespace {

using Client = ServerTest;
constexpr auto get_method = wire::Method::get;
constexpr auto post_method = wire::Method::post;

TEST(ClientAddress, reads) {
  EXPECT_EQ(*parse_address("http://a"), (Address{"a", "80", "a", "/"}));
  EXPECT_EQ(*parse_address("http://a:8080/b/c?d=e"), (Address{"a", "8080", "a:8080", "/b/c?d=e"}));
  EXPECT_EQ(*parse_address("http://[::1]:8080/b"), (Address{"::1", "8080", "[::1]:8080", "/b"}));
  EXPECT_EQ(*parse_address("http://[::1]"), (Address{"::1", "80", "[::1]", "/"}));
  EXPECT_EQ(*parse_address("http://a?b"), (Address{"a", "80", "a", "/?b"}));
}

TEST(ClientAddress, refuses) {
  for (const auto* url : {"", "a", "https://a", "http://", "http://:80", "http://a:", "http://a:x",
                          "http://a:123456", "http://a/ b", "http://a/\r\nX: y"})
    EXPECT_FALSE(parse_address(url)) << url;
}

TEST_F(Client, asks) {
  start();
  const auto base = "http://127.0.0.1:" + std::to_string(port_);
  const auto hello = call(get_method, base + "/hello", "", "");
  ASSERT_TRUE(hello) << hello.error().sentence;
  EXPECT_EQ(hello->status, 200);
  EXPECT_EQ(hello->content_type, "text/plain");
  EXPECT_EQ(hello->body, "hello");
  EXPECT_EQ(call(post_method, base + "/for/admin", "spa_1", "{}")->body, "a1/mia/spa_1");
  EXPECT_EQ(call(post_method, base + "/for/admin", "", "{}")->status, 401);
  EXPECT_EQ(call(post_method, base + "/echo", "", std::string(500'000, 'x'))->body.size(),
            500'000u);
  EXPECT_EQ(call(get_method, base + "/large", "", "")->body.size(), 40'000'000u);
  EXPECT_EQ(call(post_method, base + "/echo", "", std::string(600'000, 'x'))->status, 413);
}

TEST_F(Client, says_that_nobody_is_there) {
  start();
  const auto base = "http://127.0.0.1:" + std::to_string(port_);
  stop();
  const auto nobody = call(get_method, base + "/hello", "", "");
  ASSERT_FALSE(nobody);
  EXPECT_EQ(nobody.error().code, ProblemCode::unavailable);
  EXPECT_NE(nobody.error().sentence.find("Is it running?"), std::string::npos);
  EXPECT_FALSE(call(get_method, "http://no-such-host.invalid/", "", ""));
  EXPECT_EQ(call(get_method, "ftp://a", "", "").error().code, ProblemCode::bad_request);
}

}  // namespace
}  // namespace spotter::http
