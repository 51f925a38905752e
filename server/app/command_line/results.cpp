// spotter results KEY and spotter receipt KEY
#include <fmt/format.h>

#include "app/command_line/receipt_text.hpp"
#include "app/command_line/results_text.hpp"
#include "app/command_line/server_call.hpp"
#include "base/text.hpp"

namespace spotter::app {

namespace {

int show(const ServerOptions& server, const std::string& launch, std::string_view what,
         std::string (*text_of)(const boost::json::value&)) {
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
  return show(server, launch, "results", as_json ? nullptr : results_text);
}

int run_receipt(const ServerOptions& server, const std::string& launch, bool as_json) {
  return show(server, launch, "receipt", as_json ? nullptr : receipt_text);
}

}  // namespace spotter::app
