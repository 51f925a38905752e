// spotter metric list
#include "app/command_line/metric_text.hpp"
#include "app/command_line/server_call.hpp"

namespace spotter::app {

int run_metric_list(const ServerOptions& server, bool as_json) {
  const auto reply = ask_server(server, wire::Method::get, "/api/metrics", {});
  if (!reply) return fail(reply.error().sentence);
  auto text = as_json ? reply->text : metrics_text(reply->value);
  while (text.ends_with('\n')) text.pop_back();
  say(text);
  return 0;
}

}  // namespace spotter::app
