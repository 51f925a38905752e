#include "http/gate.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "http/answer.hpp"
#include "http/keys.hpp"
#include "http/target.hpp"
#include "wire/problem_json.hpp"

namespace spotter::http {

namespace {

wire::Response wrong_method(const Match& match) {
  auto response = wire::problem_response(405, "method_not_allowed",
                                         "This path does not answer to this method.");
  std::string allow = match.get ? "GET, HEAD, " : "";
  if (match.post) allow += "POST, ";
  response.headers.emplace_back("Allow", allow + "OPTIONS");
  return response;
}

bool asks(const wire::Request& request, std::string_view name, std::string_view value) {
  const auto found = request.header(name);
  const auto same = [](char x, char y) { return (x >= 'A' && x <= 'Z' ? x + 32 : x) == y; };
  return found && found->size() == value.size() &&
         std::equal(found->begin(), found->end(), value.begin(), same);
}

}  // namespace

wire::Response too_large(int status, std::size_t bytes_max) {
  return wire::problem_response(status, status == 413 ? "too_large" : "bad_request",
                                fmt::format("The body is larger than {} bytes.", bytes_max));
}

// What makes the framing of the connection doubtful comes first.
std::optional<wire::Response> Gate::refuse_form(const Head& head, Entry& entry) const {
  const auto& request = entry.request;
  entry.must_close = true;
  if (request.header("transfer-encoding") && !asks(request, "transfer-encoding", "chunked"))
    return wire::problem_response(501, "not_implemented", "Only chunked transfer is understood.");
  const auto hosts = std::count_if(request.headers.begin(), request.headers.end(),
                                   [](const auto& header) { return header.first == "host"; });
  if (hosts > 1 || (hosts == 0 && !head.http_1_0))
    return wire::problem_response(bad_request("There must be one Host header."));
  entry.must_close = !head.keep_alive;
  return std::nullopt;
}

std::optional<wire::Response> Gate::refuse(const Match& match, const Head& head,
                                           Entry& entry) const {
  if (!match.path_known)
    return wire::problem_response({ProblemCode::not_found, "Nothing is at this path.", {}});
  const bool known = head.method == "GET" || head.method == "HEAD" || head.method == "POST";
  if (!known || !match.route) return wrong_method(match);
  const auto& route = *match.route;
  entry.route = match.route;
  entry.index = match.index;
  entry.too_large_status = route.too_large_status;
  entry.body_bytes_max = route.body_bytes_max.value_or(limits_.body_bytes_max);
  if (const auto problem = check_key(route, authenticate_, entry.request))
    return wire::problem_response(*problem);
  const auto encoding = encoding_of(entry.request.header("content-encoding").value_or(""));
  if (!encoding)
    return wire::problem_response(415, "unsupported_encoding",
                                  "Content-Encoding may be gzip, deflate or identity.");
  entry.encoding = *encoding;
  return std::nullopt;
}

Entry Gate::enter(Head head) const {
  Entry entry;
  auto& request = entry.request;
  request.method = head.method == "POST" ? wire::Method::post : wire::Method::get;
  request.headers = std::move(head.headers);
  request.received = head.received;
  request.address = std::move(head.address);
  entry.head_only = head.method == "HEAD";
  entry.body_bytes_max = limits_.body_bytes_max;
  if (auto refusal = refuse_form(head, entry)) {
    entry.response = std::move(*refusal);
    return entry;
  }
  const bool options = head.method == "OPTIONS";
  auto target = parse_target(options && head.target == "*" ? "/" : head.target);
  if (!target) {
    entry.response = wire::problem_response(target.error());
    return entry;
  }
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  auto match = router_.find(request.path, request.method);
  request.parameters = std::move(match.parameters);
  entry.cors = match.cors;
  if (options) entry.response = preflight(request, match.cors);
  else entry.response = refuse(match, head, entry);
  if (head.content_length.value_or(0) > entry.body_bytes_max) {
    entry.response = too_large(entry.too_large_status, entry.body_bytes_max);
    entry.must_close = true;
  }
  const bool has_body = head.chunked || head.content_length.value_or(0) > 0;
  if (has_body && !head.http_1_0 && request.header("expect")) {
    if (!asks(request, "expect", "100-continue") && !entry.response)
      entry.response =
          wire::problem_response(417, "expectation_failed", "Only 100-continue is understood.");
    entry.expects_continue = !entry.response;
    // Whether the client still sends the body after a refusal is unknown.
    if (entry.response) entry.must_close = true;
  }
  return entry;
}

bool Gate::may_go_on(const Entry& entry, Instant now) const {
  auto request = entry.request;
  request.received = now;
  return !check_key(*entry.route, authenticate_, request);
}

void Gate::take_body(Entry& entry, std::string body) const {
  if (entry.response) return;
  if (entry.encoding == Encoding::none || body.empty()) {
    entry.request.body = std::move(body);
    return;
  }
  auto inflated = inflate(body, entry.encoding, entry.body_bytes_max);
  if (inflated) entry.request.body = std::move(*inflated);
  else if (inflated.error().code == ProblemCode::too_large)
    entry.response = too_large(entry.too_large_status, entry.body_bytes_max);
  else entry.response = wire::problem_response(inflated.error());
}

}  // namespace spotter::http
