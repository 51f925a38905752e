#include "protocols/segment/routes.hpp"

#include <array>
#include <string>

#include "base/limits.hpp"
#include "protocols/segment/answer.hpp"
#include "protocols/segment/settings.hpp"

namespace spotter::protocols {

namespace {

using live::EventKind;
using wire::Reply;
using wire::Request;
using wire::Response;
using wire::Route;

struct CallPath {
  const char* pattern;
  const char* short_pattern;  // what analytics-next uses in browsers
  EventKind kind;
};
constexpr std::array<CallPath, 6> call_paths{{{"/v1/identify", "/v1/i", EventKind::identify},
                                              {"/v1/track", "/v1/t", EventKind::track},
                                              {"/v1/page", "/v1/p", EventKind::page},
                                              {"/v1/screen", "/v1/s", EventKind::screen},
                                              {"/v1/group", "/v1/g", EventKind::group},
                                              {"/v1/alias", "/v1/a", EventKind::alias}}};

std::optional<wire::Caller> caller_of(const wire::Authenticate& keys, const Request& request,
                                      const std::string& write_key) {
  if (!request.key.empty()) return request.caller;
  if (write_key.empty()) return std::nullopt;
  return keys.authenticate(write_key);
}

// `batch`: many events instead of one of `kind`.
struct Call {
  std::string pattern;
  EventKind kind = EventKind::track;
  bool batch = false;
};

Result<DecodedBatch> decode(const Call& call, const Request& request) {
  return call.batch ? decode_batch(request.body, request)
                    : decode_single(call.kind, request.body, request);
}

Route call_route(Intake& intake, const wire::Authenticate& keys, Call call) {
  Route route;
  route.method = wire::Method::post;
  route.pattern = call.pattern;
  if (!call.batch) route.body_bytes_max = limits::event_bytes_max;
  route.too_large_status = 400;  // Segment's choice
  route.sentence = "Takes events of the tracking API.";
  route.authenticates_itself = true;
  route.cors = true;
  route.visible = false;
  route.handle = [&intake, &keys, call = std::move(call)](Request request, Reply reply) {
    if (names_unknown_key(request)) return reply(refusal(unknown_key()));
    auto batch = decode(call, request);
    if (!batch) return reply(refusal(batch.error()));
    const auto caller = caller_of(keys, request, batch->write_key);
    if (!caller) return reply(refusal(unknown_key()));
    intake.take(std::move(*batch), *caller, request.received,
                [reply](Taken taken) { reply(answer(taken)); });
  };
  return route;
}

Route settings(const wire::Authenticate& keys, std::optional<PublicUrl> public_url) {
  Route route;
  route.pattern = "/v1/projects/{client_key}/settings";
  route.sentence = "Start-up settings of analytics-next.";
  route.authenticates_itself = true;
  route.cors = true;
  route.visible = false;
  route.handle = [&keys, public_url](const Request& request, const Reply& reply) {
    const auto key = request.parameter("client_key");
    if (!keys.authenticate(key)) return reply(refusal(unknown_key()));
    const std::string host(request.header("host").value_or("localhost"));
    const PublicUrl here = public_url.value_or(PublicUrl{"http", host, ""});
    Response response;
    response.body = settings_json(key, here.scheme, here.host + here.prefix);
    reply(std::move(response));
  };
  return route;
}

}  // namespace

wire::Routes segment_routes(Intake& intake, const wire::Authenticate& keys,
                            std::optional<PublicUrl> public_url) {
  wire::Routes routes;
  for (const auto& [pattern, short_pattern, kind] : call_paths) {
    routes.push_back(call_route(intake, keys, {pattern, kind, false}));
    routes.push_back(call_route(intake, keys, {short_pattern, kind, false}));
  }
  for (const char* pattern : {"/v1/batch", "/v1/b"})
    routes.push_back(call_route(intake, keys, {pattern, EventKind::track, true}));
  routes.push_back(settings(keys, std::move(public_url)));
  return routes;
}

}  // namespace spotter::protocols
