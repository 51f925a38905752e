// spotter key create|list
#include <fmt/format.h>

#include "app/command_line/json_view.hpp"
#include "app/command_line/server_call.hpp"

namespace spotter::app {

int run_key_create(const ServerOptions& server, bool encrypted) {
  const auto* body = encrypted ? R"({"encrypted":true})" : R"({"encrypted":false})";
  const auto reply = ask_server(server, wire::Method::post, "/api/keys", body);
  if (!reply) return fail(reply.error().sentence);
  say(reply->text);
  return 0;
}

int run_key_list(const ServerOptions& server) {
  const auto reply = ask_server(server, wire::Method::get, "/api/keys", {});
  if (!reply) return fail(reply.error().sentence);
  for (const auto& key : list_at(reply->value, "keys")) {
    const auto encrypted = at(key, "encrypted");
    const bool is_encrypted = encrypted.is_bool() && encrypted.get_bool();
    say(fmt::format("{:<12} {:<7} {}  {}", text_at(key, "id"), text_at(key, "kind"),
                    text_at(key, "created_at"), is_encrypted ? "encrypted" : ""));
  }
  return 0;
}

}  // namespace spotter::app
