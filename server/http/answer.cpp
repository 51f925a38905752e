#include "http/answer.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace spotter::http {

namespace {

std::string_view reason(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 409: return "Conflict";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    default: return "Status";
  }
}

bool same_name(std::string_view a, std::string_view lower) {
  const auto same = [](char x, char y) { return (x >= 'A' && x <= 'Z' ? x + 32 : x) == y; };
  return a.size() == lower.size() && std::equal(a.begin(), a.end(), lower.begin(), same);
}

// A handler may pass on what it was sent: a line break there would begin another header.
void add_header(std::string& head, std::string_view name, std::string_view value) {
  const auto is_break = [](unsigned char c) { return (c < ' ' && c != '\t') || c == 0x7f; };
  if (name.empty() || std::any_of(name.begin(), name.end(), is_break)) return;
  head += name;
  head += ": ";
  for (const char c : value) head += is_break(static_cast<unsigned char>(c)) ? ' ' : c;
  head += "\r\n";
}

void add_cors(std::string& head) {
  head += "Access-Control-Allow-Origin: *\r\n";
  head += "Access-Control-Expose-Headers: ETag, Retry-After, x-sse-support\r\n";
}

bool has_body(int status) { return status != 204 && status != 304 && status >= 200; }

}  // namespace

std::string answer_head(const wire::Response& response, Manner manner) {
  auto head = fmt::format("HTTP/1.1 {} {}\r\n", response.status, reason(response.status));
  head.reserve(512);
  if (has_body(response.status)) {
    if (!response.content_type.empty()) add_header(head, "Content-Type", response.content_type);
    head += fmt::format("Content-Length: {}\r\n", response.body.size());
  }
  bool cached = false;
  for (const auto& [name, value] : response.headers) {
    cached = cached || same_name(name, "cache-control");
    add_header(head, name, value);
  }
  if (!cached) head += "Cache-Control: no-store\r\n";
  if (manner.cors) add_cors(head);
  if (!manner.keep_alive) head += "Connection: close\r\n";
  else if (manner.old_client) head += "Connection: keep-alive\r\n";
  head += "\r\n";
  return head;
}

std::string stream_head(bool cors) {
  std::string head =
      "HTTP/1.1 200 OK\r\n"
      "Content-Type: text/event-stream\r\n"
      "Cache-Control: no-cache, no-transform\r\n"
      "X-Accel-Buffering: no\r\n"
      "Connection: close\r\n";  // the end of the stream is the end of the connection
  if (cors) add_cors(head);
  head += "\r\nretry: 1000\n: open\n\n";
  return head;
}

wire::Response preflight(const wire::Request& request, bool cors) {
  wire::Response response;
  response.status = 204;
  if (!cors) return response;
  auto& headers = response.headers;
  headers.emplace_back("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
  if (const auto asked = request.header("access-control-request-headers"))
    headers.emplace_back("Access-Control-Allow-Headers", std::string(*asked));
  headers.emplace_back("Access-Control-Max-Age", "7200");
  headers.emplace_back("Vary", "Origin, Access-Control-Request-Headers");
  return response;
}

}  // namespace spotter::http
