// spotter brief KEY [FILE]: shows a launch's brief and what it lacks, or writes it from a file.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <cstdio>

#include "app/command_line/apply_report.hpp"
#include "app/command_line/json_view.hpp"
#include "app/command_line/server_call.hpp"
#include "app/command_line/text_file.hpp"
#include "base/text.hpp"

namespace spotter::app {

namespace {

namespace json = boost::json;

void say_standing(const json::value& agreement) {
  const auto& readiness = at(agreement, "readiness");
  say(fmt::format("{} % complete, revision {}", number_text(number_at(readiness, "percent"), 0),
                  number_text(number_at(at(agreement, "brief"), "revision"), 0)));
  for (const auto& missing : list_at(readiness, "missing"))
    say(fmt::format("  {}: {}", text_at(missing, "field"), text_at(missing, "sentence")));
}

int show(const json::value& agreement) {
  if (at(agreement, "brief").is_null()) {
    say("There is no brief yet.");
    return 0;
  }
  say(json::serialize(at(at(agreement, "brief"), "brief")));
  say_standing(agreement);
  return 0;
}

// The file holds the brief alone; what the server names stands in what was sent.
int explain(const BriefOptions& options, const DefinitionsFile& file, const JsonReply& reply) {
  DefinitionsFile sent;
  for (const auto& [pointer, line] : file.lines) sent.lines.emplace("/brief" + pointer, line);
  const auto lines = problem_lines(options.file, sent, reply.value);
  if (lines.empty() || reply.status == 409) return fail(problem_sentence(reply));
  for (const auto& line : lines) fmt::print(stderr, "{}\n", line);
  return 1;
}

int write(const ServerOptions& server, const BriefOptions& options, const json::value& agreement) {
  const auto text = read_text_file(options.file);
  if (!text) return fail(text.error().sentence);
  const auto file = read_definitions(*text);
  if (!file) {
    fmt::print(stderr, "{}:{}: {}\n", options.file, file.error().line, file.error().reason);
    return 1;
  }
  const auto& kept = at(agreement, "brief");
  json::object order{{"brief", file->value}, {"base_revision", 0}};
  if (!kept.is_null()) order["base_revision"] = at(kept, "revision");
  if (options.base) order["base_revision"] = *options.base;
  if (!options.side.empty()) order["side"] = options.side;
  const auto path = fmt::format("/api/launches/{}/brief", options.launch);
  const auto reply = call_server(server, wire::Method::post, path, json::serialize(order));
  if (!reply) return fail(reply.error().sentence);
  if (reply->status != 200) return explain(options, *file, *reply);
  say_standing(reply->value);
  return 0;
}

}  // namespace

int run_brief(const ServerOptions& server, const BriefOptions& options) {
  if (!is_key(options.launch))
    return fail(fmt::format("\"{}\" is no launch's key.", options.launch));
  const auto path = fmt::format("/api/launches/{}/agreement", options.launch);
  const auto reply = ask_server(server, wire::Method::get, path, {});
  if (!reply) return fail(reply.error().sentence);
  return options.file.empty() ? show(reply->value) : write(server, options, reply->value);
}

}  // namespace spotter::app
