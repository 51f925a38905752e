// spotter key create|list|revoke
#include <fmt/format.h>

#include <boost/json.hpp>

#include "app/command_line/json_view.hpp"
#include "app/command_line/server_call.hpp"
#include "base/text.hpp"

namespace spotter::app {

int run_key_create(const ServerOptions& server, const std::string& kind, bool encrypted) {
  const boost::json::object order{{"kind", kind}, {"encrypted", encrypted}};
  const auto reply =
      ask_server(server, wire::Method::post, "/api/keys", boost::json::serialize(order));
  if (!reply) return fail(reply.error().sentence);
  say(reply->text);
  return 0;
}

int run_key_revoke(const ServerOptions& server, const std::string& id) {
  if (!is_key(id)) return fail("Say which key: spotter key list shows all.");
  const auto path = fmt::format("/api/keys/{}/revoke", id);
  const auto reply = ask_server(server, wire::Method::post, path, "{}");
  if (!reply) return fail(reply.error().sentence);
  say(fmt::format("{} is revoked since {}", id, text_at(reply->value, "revoked_at")));
  return 0;
}

int run_key_list(const ServerOptions& server) {
  const auto reply = ask_server(server, wire::Method::get, "/api/keys", {});
  if (!reply) return fail(reply.error().sentence);
  for (const auto& key : list_at(reply->value, "keys")) {
    const auto encrypted = at(key, "encrypted");
    const bool is_encrypted = encrypted.is_bool() && encrypted.get_bool();
    say(fmt::format("{:<12} {:<7} {}  {}", text_at(key, "id"), text_at(key, "kind"),
                    text_at(key, "created_at"),
                    !text_at(key, "revoked_at").empty() ? "revoked"
                    : is_encrypted                      ? "encrypted"
                                                        : ""));
  }
  return 0;
}

}  // namespace spotter::app
