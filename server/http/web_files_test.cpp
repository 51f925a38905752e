#include "http/web_files.hpp"

#include <gtest/gtest.h>

#include "http/inflate.hpp"

namespace spotter::http {
namespace {

std::string header(const wire::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

wire::Response ask(std::string path, wire::Headers headers = {}) {
  // Any real gzip will do; the page that was embedded is one.
  static const auto page = web_files().back().bytes;
  static const WebFile files[] = {
      {"/assets/app-1.js", "text/javascript; charset=utf-8", page, "\"a1\""},
      {"/favicon.svg", "image/svg+xml", page, "\"f1\""},
      {"/index.html", "text/html; charset=utf-8", page, "\"i1\""},
  };
  wire::Request request;
  request.path = std::move(path);
  request.headers = std::move(headers);
  return web_answer(files, request);
}

TEST(WebFiles, the_program_has_a_page) {
  bool found = false;
  for (const auto& file : web_files()) {
    found = found || file.path == "/index.html";
    EXPECT_TRUE(inflate(file.bytes, Encoding::gzip, 64'000'000)) << file.path;
    EXPECT_TRUE(file.etag.starts_with('"') && file.etag.ends_with('"')) << file.path;
  }
  EXPECT_TRUE(found);
  wire::Request request;
  request.path = "/";
  EXPECT_NE(web_answer(web_files(), request).body.find("<html"), std::string::npos);
}

TEST(WebFiles, screens_are_the_page) {
  for (const auto* path : {"/", "/launches", "/launches/spring/results", "/apix", "/index.html"}) {
    const auto response = ask(path);
    EXPECT_EQ(response.status, 200) << path;
    EXPECT_EQ(response.content_type, "text/html; charset=utf-8");
    EXPECT_EQ(header(response, "Cache-Control"), "no-cache");
    EXPECT_EQ(header(response, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(header(response, "Referrer-Policy"), "no-referrer");
    EXPECT_NE(header(response, "Content-Security-Policy").find("frame-ancestors 'none'"),
              std::string::npos);
  }
}

TEST(WebFiles, what_is_not_there) {
  for (const auto* path : {"/api", "/api/nothing", "/v1/nothing", "/ofrep/v1/x", "/sub/key",
                           "/assets/gone.js", "/robots.txt", "/launches/x.html"})
    EXPECT_EQ(ask(path).status, 404) << path;
}

TEST(WebFiles, hashed_names_are_kept_for_ever) {
  const auto response = ask("/assets/app-1.js");
  EXPECT_EQ(header(response, "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(header(response, "Content-Security-Policy"), "");
  EXPECT_EQ(header(ask("/favicon.svg"), "Cache-Control"), "no-cache");
}

TEST(WebFiles, compressed_where_accepted) {
  for (const auto* accepts : {"gzip", "deflate, gzip;q=0.5, br", "*", "br, gzip"}) {
    const auto response = ask("/", {{"accept-encoding", accepts}});
    EXPECT_EQ(header(response, "Content-Encoding"), "gzip") << accepts;
    EXPECT_EQ(response.body, web_files().back().bytes);
  }
  for (const auto* accepts : {"", "br", "gzip;q=0", "gzip; q=0.0, br"}) {
    const auto response = ask("/", {{"accept-encoding", accepts}});
    EXPECT_EQ(header(response, "Content-Encoding"), "") << accepts;
    EXPECT_EQ(header(response, "Vary"), "Accept-Encoding");
    EXPECT_NE(response.body.find("html"), std::string::npos);
  }
}

TEST(WebFiles, not_modified) {
  const auto etag = header(ask("/"), "ETag");
  EXPECT_EQ(etag, "W/\"i1\"");
  for (const auto& known :
       {etag, std::string("\"i1\""), std::string("\"x\", W/\"i1\""), std::string("*")}) {
    const auto response = ask("/", {{"if-none-match", known}});
    EXPECT_EQ(response.status, 304) << known;
    EXPECT_TRUE(response.body.empty());
    EXPECT_EQ(header(response, "ETag"), etag);
  }
  EXPECT_EQ(ask("/", {{"if-none-match", "\"other\""}}).status, 200);
}

}  // namespace
}  // namespace spotter::http
