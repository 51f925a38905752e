#include "http/web_files.hpp"

#include <algorithm>
#include <array>

#include "http/inflate.hpp"
#include "wire/problem_json.hpp"

namespace spotter::http {

namespace {

constexpr std::size_t file_bytes_max = 64 * 1024 * 1024;

constexpr std::string_view page_policy =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

// Tracking clients take every answer below 400 for "delivered": no page there.
constexpr std::array<std::string_view, 5> interfaces = {"/api", "/ofrep", "/v1", "/sub", "/pixel"};

const WebFile* find(std::span<const WebFile> files, std::string_view path) {
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const WebFile& file) { return file.path == path; });
  return found == files.end() ? nullptr : &*found;
}

bool is_screen(std::string_view path) {
  for (const auto prefix : interfaces) {
    if (path.starts_with(prefix) && (path.size() == prefix.size() || path[prefix.size()] == '/'))
      return false;
  }
  return path.substr(path.rfind('/')).find('.') == std::string_view::npos;
}

bool accepts_gzip(const wire::Request& request) {
  std::string_view rest = request.header("accept-encoding").value_or("");
  while (!rest.empty()) {
    const auto end = std::min(rest.find(','), rest.size());
    auto part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    part.remove_prefix(std::min(part.find_first_not_of(' '), part.size()));
    if (!part.starts_with("gzip") && !part.starts_with("*")) continue;
    const auto quality = part.find("q=");
    if (quality == std::string_view::npos) return true;
    return part.find_first_of("123456789", quality) != std::string_view::npos;
  }
  return false;
}

// Weak comparison (RFC 9110, 8.8.3.2): the same file may leave with and without gzip.
bool has_it_already(const wire::Request& request, const WebFile& file) {
  const auto known = request.header("if-none-match");
  return known && (*known == "*" || known->find(file.etag) != std::string_view::npos);
}

wire::Response answer_with(const WebFile& file, const wire::Request& request) {
  wire::Response response;
  response.content_type = std::string(file.content_type);
  auto& headers = response.headers;
  headers.emplace_back("ETag", "W/" + std::string(file.etag));
  headers.emplace_back("Vary", "Accept-Encoding");
  headers.emplace_back("X-Content-Type-Options", "nosniff");
  headers.emplace_back("Referrer-Policy", "no-referrer");
  // Names under /assets carry a hash of the content.
  headers.emplace_back("Cache-Control", file.path.starts_with("/assets/")
                                            ? "public, max-age=31536000, immutable"
                                            : "no-cache");
  if (file.content_type.starts_with("text/html"))
    headers.emplace_back("Content-Security-Policy", std::string(page_policy));
  if (has_it_already(request, file)) {
    response.status = 304;
    return response;
  }
  if (accepts_gzip(request)) {
    headers.emplace_back("Content-Encoding", "gzip");
    response.body = std::string(file.bytes);
    return response;
  }
  auto plain = inflate(file.bytes, Encoding::gzip, file_bytes_max);
  if (!plain) return wire::problem_response({ProblemCode::corrupt, plain.error().sentence, {}});
  response.body = std::move(*plain);
  return response;
}

}  // namespace

wire::Response web_answer(std::span<const WebFile> files, const wire::Request& request) {
  const WebFile* file = find(files, request.path);
  if (!file && is_screen(request.path)) file = find(files, "/index.html");
  if (file) return answer_with(*file, request);
  return wire::problem_response({ProblemCode::not_found, "Nothing is at this path.", {}});
}

wire::Route web_route() {
  wire::Route route;
  route.pattern = "/{path*}";
  route.sentence = "The screens.";
  route.visible = false;
  route.handle = [](wire::Request request, wire::Reply reply) {
    reply(web_answer(web_files(), request));
  };
  return route;
}

}  // namespace spotter::http
