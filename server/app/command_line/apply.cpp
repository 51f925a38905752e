// spotter apply FILE: config as code.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <cstdio>

#include "app/command_line/apply_report.hpp"
#include "app/command_line/server_call.hpp"
#include "app/command_line/text_file.hpp"

namespace spotter::app {

namespace {

void complain(const std::string& line) { fmt::print(stderr, "{}\n", line); }

int explain(const std::string& path, const DefinitionsFile& file, const JsonReply& reply) {
  const auto lines = problem_lines(path, file, reply.value);
  if (lines.empty()) return fail(problem_sentence(reply));
  for (const auto& line : lines) complain(line);
  return 1;
}

}  // namespace

int run_apply(const ServerOptions& server, const std::string& path) {
  const auto text = read_text_file(path);
  if (!text) return fail(text.error().sentence);
  const auto file = read_definitions(*text);
  if (!file) {
    complain(fmt::format("{}:{}: {}", path, file.error().line, file.error().reason));
    return 1;
  }
  const auto reply =
      call_server(server, wire::Method::post, "/api/apply", boost::json::serialize(file->value));
  if (!reply) return fail(reply.error().sentence);
  if (reply->status != 200) return explain(path, *file, *reply);
  for (const auto& line : change_lines(reply->value)) say(line);
  return 0;
}

}  // namespace spotter::app
