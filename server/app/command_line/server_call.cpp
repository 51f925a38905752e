#include "app/command_line/server_call.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "http/client.hpp"
#include "wire/json.hpp"

namespace spotter::app {

Result<JsonReply> call_server(const ServerOptions& server, wire::Method method,
                              std::string_view path, std::string body) {
  std::string url = server.server;
  while (url.ends_with('/')) url.pop_back();
  url += path;
  TRY(auto reply, http::call(method, url, server.key, std::move(body)));
  auto value = wire::parse(reply.body);
  return JsonReply{reply.status, std::move(reply.body),
                   value ? std::move(*value) : boost::json::value(nullptr)};
}

Result<JsonReply> ask_server(const ServerOptions& server, wire::Method method,
                             std::string_view path, std::string body) {
  TRY(auto reply, call_server(server, method, path, std::move(body)));
  if (reply.status != 200) return failure(ProblemCode::bad_request, problem_sentence(reply));
  return reply;
}

std::string problem_sentence(const JsonReply& reply) {
  if (const auto* problem = reply.value.if_object()) {
    const auto* detail = problem->if_contains("detail");
    if (detail && detail->is_string()) return std::string(detail->get_string());
  }
  return fmt::format("The server answered with status {}.", reply.status);
}

int fail(const std::string& sentence) {
  fmt::print(stderr, "spotter: {}\n", sentence);
  return 1;
}

void say(std::string_view line) { fmt::print("{}\n", line); }

}  // namespace spotter::app
