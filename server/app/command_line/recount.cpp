// spotter recount KEY: are the results what the event log says?
#include <fmt/format.h>

#include <thread>

#include "app/command_line/recount_text.hpp"
#include "app/command_line/server_call.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"

namespace spotter::app {

namespace {

constexpr int no_answer = 2;

// Asks until it is finished; a long log takes its time.
Result<RecountText> wait_for(const ServerOptions& server, const std::string& path,
                             JsonReply reply) {
  auto text = recount_text(reply.value);
  while (!text) {
    std::this_thread::sleep_for(limits::recount_poll);
    TRY(reply, ask_server(server, wire::Method::get, path, {}));
    text = recount_text(reply.value);
  }
  return std::move(*text);
}

Result<RecountText> recount(const ServerOptions& server, const std::string& launch) {
  if (!is_key(launch))
    return failure(bad_request(fmt::format("\"{}\" is no launch's key.", launch)));
  const auto path = fmt::format("/api/launches/{}/recount", launch);
  TRY(auto reply, ask_server(server, wire::Method::post, path, {}));
  return wait_for(server, path, std::move(reply));
}

}  // namespace

int run_recount(const ServerOptions& server, const std::string& launch) {
  const auto text = recount(server, launch);
  if (!text) {
    fail(text.error().sentence);
    return no_answer;
  }
  if (text->failed) {
    fail(text->lines.front());
    return no_answer;
  }
  for (const auto& line : text->lines) say(line);
  return text->differs ? 1 : 0;
}

}  // namespace spotter::app
