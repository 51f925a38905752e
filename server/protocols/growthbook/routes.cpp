#include "protocols/growthbook/routes.hpp"

#include <boost/json.hpp>
#include <string>

#include "protocols/growthbook/remote_evaluation.hpp"
#include "protocols/growthbook/tracked_events.hpp"
#include "protocols/ofrep/entity_tag.hpp"
#include "protocols/segment/answer.hpp"
#include "wire/json_text.hpp"

namespace spotter::protocols {

namespace json = boost::json;
using wire::Reply;
using wire::Request;
using wire::Response;
using wire::Route;

namespace {

Response refuse(std::string_view why) {
  Response response;
  response.status = 400;
  response.body = wire::json_text(json::object{{"status", 400}, {"error", why}});
  return response;
}

// The key stands in the path and nowhere else. GrowthBook answers an unknown one with 400, and the
// SDKs keep what they have on anything but a 200.
std::optional<wire::Caller> caller_of(const wire::Authenticate& keys, const Request& request) {
  return keys.authenticate(request.parameter("client_key"));
}

Response unknown_client() { return refuse("This client key is not known."); }

Response features_answer(const PayloadText& text, const Request& request) {
  Response response;
  response.headers = {
      {"ETag", text.etag}, {"Cache-Control", "no-cache"}, {"x-sse-support", "enabled"}};
  if (matches(request.header("if-none-match").value_or(""), text.etag)) {
    response.status = 304;
    response.content_type.clear();
    return response;
  }
  response.body = text.body;
  return response;
}

// No x-sse-support: the stream brings the rules themselves, and these clients are not to see them.
Response evaluation_answer(FeatureDesk& desk, const Request& request) {
  const auto context = read_remote_request(request.body);
  if (!context) return refuse(context.error().sentence);
  Response response;
  response.body =
      wire::json_text(json::object{{"status", 200},
                                   {"dateUpdated", desk.payload().date_updated},
                                   {"features", evaluate_remotely(desk.features(), *context)},
                                   {"experiments", json::array()}});
  return response;
}

Route client_route(std::string pattern, std::string sentence) {
  Route route;
  route.pattern = std::move(pattern);
  route.sentence = std::move(sentence);
  route.authenticates_itself = true;
  route.cors = true;
  route.visible = false;
  return route;
}

Route features_route(FeatureDesk& desk, const wire::Authenticate& keys) {
  auto route = client_route("/api/features/{client_key}", "GrowthBook's payload.");
  route.handle = [&desk, &keys](const Request& request, const Reply& reply) {
    const auto caller = caller_of(keys, request);
    reply(caller ? features_answer(desk.text_for(caller->source), request) : unknown_client());
  };
  return route;
}

Route evaluation_route(FeatureDesk& desk, const wire::Authenticate& keys) {
  auto route = client_route("/api/eval/{client_key}", "GrowthBook's remote evaluation.");
  route.method = wire::Method::post;
  route.handle = [&desk, &keys](const Request& request, const Reply& reply) {
    reply(caller_of(keys, request) ? evaluation_answer(desk, request) : unknown_client());
  };
  return route;
}

Route stream_route(FeatureDesk& desk) {
  auto route = client_route("/sub/{client_key}", "Sends GrowthBook's payload at every change.");
  route.authenticates_itself = false;
  route.needs = wire::Access::client;
  route.stream = [&desk](const Request& request, std::shared_ptr<wire::EventStream> opened) {
    desk.open(request.caller, std::move(opened));
  };
  return route;
}

Route track_route(Intake& intake) {
  auto route = client_route("/track", "Takes the events of GrowthBook's tracking plugin.");
  route.method = wire::Method::post;
  route.too_large_status = 400;  // as the tracking API
  route.handle = [&intake](const Request& request, const Reply& reply) {
    if (request.key.empty() || names_unknown_key(request)) return reply(refusal(unknown_key()));
    auto batch = decode_tracked_events(request.body);
    if (!batch) return reply(refusal(batch.error()));
    intake.take(std::move(*batch), request.caller, request.received,
                [reply](const Taken& taken) { reply(answer(taken)); });
  };
  return route;
}

}  // namespace

wire::Routes growthbook_routes(FeatureDesk& features, Intake& intake,
                               const wire::Authenticate& keys) {
  wire::Routes routes;
  routes.push_back(features_route(features, keys));
  routes.push_back(evaluation_route(features, keys));
  routes.push_back(stream_route(features));
  routes.push_back(track_route(intake));
  return routes;
}

}  // namespace spotter::protocols
