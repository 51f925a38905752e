#include "protocols/ofrep/routes.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/json.hpp>
#include <exception>
#include <utility>

#include "base/log.hpp"
#include "base/text.hpp"
#include "protocols/ofrep/answer.hpp"
#include "protocols/ofrep/context.hpp"
#include "protocols/ofrep/entity_tag.hpp"
#include "wire/json_text.hpp"

namespace spotter::protocols {

namespace json = boost::json;
using wire::Reply;
using wire::Request;
using wire::Response;
using wire::Route;

namespace {

// Tabs hidden for this long drop their stream and refetch when they come back.
constexpr int inactivity_seconds = 120;
// Of the JSON of a bulk answer in memory; a larger one takes more from the heap.
constexpr std::size_t answer_bytes_usual = 32 * 1024;

// Hand it an object to keep: moved into a value it is not copied.
Response json_response(int status, const json::value& body) {
  Response response;
  response.status = status;
  response.body = wire::json_text(body);
  return response;
}

bool wants_exposure(const Request& request) {
  return request.header("spotter-exposure") == "1" || request.query_value("exposure") == "1";
}

class Evaluations {
 public:
  Evaluations(Decisions& decisions, OfrepOptions options)
      : decisions_(&decisions), options_(std::move(options)) {}

  Response one(const Request& request) const;
  Response all(const Request& request) const;

 private:
  json::array event_streams(const Request& request) const;
  std::string tag(const Request& request) const;

  Decisions* decisions_;
  OfrepOptions options_;
};

Response Evaluations::one(const Request& request) const {
  const auto flag = request.parameter("key");
  const auto attributes = read_attributes(request.body);
  if (!attributes) return json_response(400, failure_json(flag, attributes.error()));
  auto decision = is_key(flag) ? decisions_->decide(flag, *attributes) : std::nullopt;
  if (!decision)
    return json_response(404, failure_json(flag, {"FLAG_NOT_FOUND", "There is no such flag."}));
  std::optional<bool> exposure;
  if (wants_exposure(request))
    exposure = decision->in_experiment &&
               decisions_->expose(*decision, decision->unit_text, request.caller);
  const int status = decision->reason == live::Reason::ERROR ? 400 : 200;
  return json_response(status, evaluation_json(*decision, options_.code_default, exposure));
}

Response Evaluations::all(const Request& request) const {
  const auto tag_now = tag(request);
  if (matches(request.header("if-none-match").value_or(""), tag_now)) {
    Response unchanged;
    unchanged.status = 304;
    unchanged.content_type.clear();
    unchanged.headers = {{"ETag", tag_now}};
    return unchanged;
  }
  const auto attributes = read_attributes(request.body);
  if (!attributes) return json_response(400, failure_json(std::nullopt, attributes.error()));
  const bool client_only = request.caller.access == wire::Access::client;
  const auto decisions = decisions_->decide_all(*attributes, client_only);
  // The answer is hundreds of small pieces: made in one place and dropped at once.
  std::array<unsigned char, answer_bytes_usual> room;
  json::monotonic_resource memory(room.data(), room.size());
  json::object body(&memory);
  auto& flags = body.emplace("flags", json::array(&memory)).first->value().as_array();
  flags.reserve(decisions.size());
  for (const auto& decision : decisions)
    flags.push_back(evaluation_json(decision, options_.code_default, std::nullopt, &memory));
  body.emplace("metadata", json::object({{"configVersion", decisions_->version()}}, &memory));
  if (client_only) body.emplace("eventStreams", event_streams(request));
  auto response = json_response(200, std::move(body));
  response.headers.emplace_back("ETag", tag_now);
  return response;
}

// Only client keys are handed out in URLs: they are public.
json::array Evaluations::event_streams(const Request& request) const {
  const auto uri = fmt::format("{}/ofrep/v1/stream?k={}&v={}", options_.url_prefix, request.key,
                               decisions_->version());
  return {json::object{{"type", "sse"},
                       {"endpoint", json::object{{"requestUri", uri}}},
                       {"inactivityDelaySec", inactivity_seconds}}};
}

std::string Evaluations::tag(const Request& request) const {
  const auto audience = fmt::format("{}\n{}\n{}", request.caller.source, options_.url_prefix,
                                    static_cast<int>(options_.code_default));
  return entity_tag(decisions_->version(), request.body, audience);
}

// A bug answers in OFREP's words too: the JS clients understand no other 500.
Response guarded(const Evaluations& evaluations, const Request& request,
                 Response (Evaluations::*evaluate)(const Request&) const) {
  try {
    return (evaluations.*evaluate)(request);
  } catch (const std::exception& error) {
    log_line(fmt::format("OFREP evaluation failed: {}", error.what()));
    return json_response(
        500, failure_json(request.parameter("key"), {"GENERAL", "The server failed to evaluate."}));
  }
}

Route evaluation_route(std::string pattern, wire::Access needs, const Evaluations& evaluations,
                       Response (Evaluations::*evaluate)(const Request&) const) {
  Route route;
  route.method = wire::Method::post;
  route.pattern = std::move(pattern);
  route.needs = needs;
  route.sentence = "OpenFeature Remote Evaluation Protocol.";
  route.cors = true;
  route.visible = false;
  route.handle = [evaluations, evaluate](const Request& request, const Reply& reply) {
    reply(guarded(evaluations, request, evaluate));
  };
  return route;
}

}  // namespace

wire::Routes ofrep_routes(Decisions& decisions, ChangeStreams& streams, OfrepOptions options) {
  const Evaluations evaluations(decisions, std::move(options));
  Route stream;
  stream.pattern = "/ofrep/v1/stream";
  stream.needs = wire::Access::client;
  stream.sentence = "Tells clients to evaluate again.";
  stream.cors = true;
  stream.visible = false;
  stream.stream = [&streams](const Request& request, std::shared_ptr<wire::EventStream> opened) {
    streams.open(request, std::move(opened));
  };
  return {evaluation_route("/ofrep/v1/evaluate/flags/{key}", wire::Access::server, evaluations,
                           &Evaluations::one),
          evaluation_route("/ofrep/v1/evaluate/flags", wire::Access::client, evaluations,
                           &Evaluations::all),
          std::move(stream)};
}

}  // namespace spotter::protocols
