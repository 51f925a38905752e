// spotter launch start|stop|pause|resume|clear|roll-back|kill KEY
#include <fmt/format.h>

#include <boost/json.hpp>

#include "app/command_line/json_view.hpp"
#include "app/command_line/server_call.hpp"
#include "base/text.hpp"

namespace spotter::app {

int run_launch(const ServerOptions& server, const std::string& action, const std::string& launch,
               const std::string& reason) {
  if (!is_key(launch)) return fail(fmt::format("\"{}\" is no launch's key.", launch));
  boost::json::object body;
  if (!reason.empty()) body.emplace("reason", reason);
  const auto path = fmt::format("/api/launches/{}/{}", launch, action);
  const auto reply = ask_server(server, wire::Method::post, path, boost::json::serialize(body));
  if (!reply) return fail(reply.error().sentence);
  say(fmt::format("{} is {}", launch, text_at(reply->value, "state")));
  return 0;
}

}  // namespace spotter::app
