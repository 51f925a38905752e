// spotter results KEY and spotter receipt KEY
#include <fmt/format.h>

#include <functional>

#include "app/command_line/metric_text.hpp"
#include "app/command_line/receipt_text.hpp"
#include "app/command_line/results_text.hpp"
#include "app/command_line/server_call.hpp"
#include "base/text.hpp"

namespace spotter::app {

namespace {

// Who owns the launch's metrics; nothing where that cannot be asked.
std::string owners_of(const ServerOptions& server, const std::string& launch) {
  const auto reply = ask_server(server, wire::Method::get, "/api/launches/" + launch, {});
  return reply ? owners_text(reply->value) : std::string();
}

int show(const ServerOptions& server, const std::string& launch, std::string_view what,
         const std::function<std::string(const boost::json::value&)>& text_of) {
  if (!is_key(launch)) return fail(fmt::format("\"{}\" is no launch's key.", launch));
  const auto path = fmt::format("/api/launches/{}/{}", launch, what);
  const auto reply = ask_server(server, wire::Method::get, path, {});
  if (!reply) return fail(reply.error().sentence);
  auto text = text_of ? text_of(reply->value) : reply->text;
  while (text.ends_with('\n')) text.pop_back();
  say(text);
  return 0;
}

}  // namespace

int run_results(const ServerOptions& server, const std::string& launch, bool as_json) {
  if (as_json) return show(server, launch, "results", nullptr);
  return show(server, launch, "results", [&](const boost::json::value& results) {
    return results_text(results) + owners_of(server, launch);
  });
}

int run_receipt(const ServerOptions& server, const std::string& launch, bool as_json) {
  if (as_json) return show(server, launch, "receipt", nullptr);
  return show(server, launch, "receipt", receipt_text);
}

}  // namespace spotter::app
