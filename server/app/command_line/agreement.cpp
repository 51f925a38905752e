// spotter launch ask|verdict|accept|decline|appeal|withdraw|return-brief|met|spotter|sign|
// sign-receipt|learn|sign-outcome KEY, tracker, settings
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "app/command_line/json_view.hpp"
#include "app/command_line/server_call.hpp"
#include "base/text.hpp"

namespace spotter::app {

namespace {

// Where the server takes it, and the words of the body besides `side` and `note`.
struct Order {
  std::string path;
  boost::json::object body;
};

boost::json::array conditions_of(const AgreementOptions& options) {
  boost::json::array conditions;
  for (const auto& text : options.conditions)
    conditions.push_back(boost::json::object{{"text", text}});
  for (const auto& metric : options.guardrails)
    conditions.push_back(
        boost::json::object{{"text", ""}, {"guardrail", boost::json::object{{"metric", metric}}}});
  return conditions;
}

Order verdict_order(const AgreementOptions& options) {
  auto word = options.word;
  std::replace(word.begin(), word.end(), '-', '_');
  Order order{"verdict", {{"verdict", word}}};
  if (!options.rule.empty()) order.body.emplace("rule", options.rule);
  if (!options.note.empty()) order.body.emplace("text", options.note);
  auto conditions = conditions_of(options);
  if (!conditions.empty()) order.body.emplace("conditions", std::move(conditions));
  return order;
}

Order noted(std::string path, const AgreementOptions& options) {
  Order order{std::move(path), {}};
  if (!options.note.empty()) order.body.emplace("note", options.note);
  return order;
}

Order order_of(const AgreementOptions& options) {
  const auto& action = options.action;
  if (action == "ask") return {"ask", {{"title", options.title}, {"outcome", options.outcome}}};
  if (action == "verdict") return verdict_order(options);
  if (action == "spotter") return {"spotter", {{"member", options.word}}};
  if (action == "decline" || action == "appeal" || action == "withdraw")
    return {action, {{"text", options.word}}};
  if (action == "return-brief") return {"brief/return", {{"text", options.word}}};
  if (action == "accept") return noted("accept", options);
  if (action == "learn") return {"learned", {{"text", options.word}}};
  if (action == "met") return noted(fmt::format("conditions/{}/met", options.word), options);
  if (action == "sign-receipt") return noted("receipt/sign", options);
  if (action == "sign-outcome") return noted("outcome/sign", options);
  return noted("sign", options);
}

std::string line_of(const boost::json::value& launch) {
  const auto waits = text_at(launch, "sentence");
  const auto state = at(launch, "state").is_null() ? std::string("-") : text_at(launch, "state");
  return fmt::format("{:<12} {:<24} {:<12} {}", text_at(launch, "stage"), text_at(launch, "key"),
                     state, waits);
}

}  // namespace

int run_agreement(const ServerOptions& server, const AgreementOptions& options) {
  if (!is_key(options.launch))
    return fail(fmt::format("\"{}\" is no launch's key.", options.launch));
  if (options.action == "met" && !is_key(options.word))
    return fail(fmt::format("\"{}\" is no condition of a launch.", options.word));
  auto order = order_of(options);
  if (!options.side.empty()) order.body.emplace("side", options.side);
  const auto path = fmt::format("/api/launches/{}/{}", options.launch, order.path);
  const auto reply =
      ask_server(server, wire::Method::post, path, boost::json::serialize(order.body));
  if (!reply) return fail(reply.error().sentence);
  say(fmt::format("{} is in {}. {}", options.launch, text_at(reply->value, "stage"),
                  text_at(reply->value, "sentence")));
  return 0;
}

int run_tracker(const ServerOptions& server, bool as_json) {
  const auto reply = ask_server(server, wire::Method::get, "/api/tracker", {});
  if (!reply) return fail(reply.error().sentence);
  if (as_json) {
    say(reply->text);
    return 0;
  }
  for (const auto& launch : list_at(reply->value, "launches")) say(line_of(launch));
  return 0;
}

int run_settings(const ServerOptions& server, const std::string& signatures_required) {
  const bool changes = !signatures_required.empty();
  const boost::json::object body{{"signatures_required", signatures_required == "on"}};
  const auto reply =
      ask_server(server, changes ? wire::Method::post : wire::Method::get, "/api/settings",
                 changes ? boost::json::serialize(body) : std::string());
  if (!reply) return fail(reply.error().sentence);
  say(reply->text);
  return 0;
}

}  // namespace spotter::app
