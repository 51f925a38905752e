#include "app/routes.hpp"

#include "app/metrics.hpp"
#include "http/web_files.hpp"
#include "parts/live/recount/recount_api.hpp"
#include "protocols/growthbook/routes.hpp"
#include "protocols/ofrep/routes.hpp"
#include "protocols/segment/routes.hpp"
#include "wire/schema.hpp"

namespace spotter::app {

namespace {

using wire::Access;
using wire::Method;
using wire::Reply;
using wire::Request;
using wire::Response;
using wire::Route;

struct WorkspaceView {
  std::optional<std::string> notice;
  std::string version;
};
SPOTTER_DESCRIBE(WorkspaceView, (notice, required, "What every screen says on top; null: nothing.")(
                                    version, required, "The program's version."))

Response text_response(int status, std::string text) {
  Response response;
  response.status = status;
  response.content_type = "text/plain; charset=utf-8";
  response.body = std::move(text);
  return response;
}

Route workspace_route(const std::string& notice) {
  Route route;
  route.pattern = "/api/workspace";
  route.sentence = "What every screen says on top, and the program's version; needs no key.";
  route.response_schema = wire::response_schema<WorkspaceView>();
  WorkspaceView view{std::nullopt, program_version};
  if (!notice.empty()) view.notice = notice;
  route.handle = [body = wire::to_json_text(view)](const Request&, const Reply& reply) {
    Response response;
    response.body = body;
    reply(std::move(response));
  };
  return route;
}

Route health_route() {
  Route route;
  route.pattern = "/healthz";
  route.sentence = "ok while the program runs.";
  route.handle = [](const Request&, const Reply& reply) { reply(text_response(200, "ok\n")); };
  return route;
}

Route ready_route(const storage::EventLog& log) {
  Route route;
  route.pattern = "/readyz";
  route.sentence = "ok while decisions are served and events can be kept.";
  route.handle = [&log](const Request&, const Reply& reply) {
    // Listening begins after the replay: only a broken log makes the program unready.
    if (log.counts().broken) reply(text_response(503, "the event log is broken: restart\n"));
    else reply(text_response(200, "ok\n"));
  };
  return route;
}

Route document_route() {
  Route route;
  route.pattern = "/api/openapi.json";
  route.sentence = "This document.";
  // Made on demand: making it needs the table that this route stands in.
  route.handle = [](const Request&, const Reply& reply) {
    Response response;
    response.body = wire::json_text(api_document());
    reply(std::move(response));
  };
  return route;
}

void append(wire::Routes& routes, wire::Routes more) {
  for (auto& route : more) routes.push_back(std::move(route));
}

}  // namespace

wire::Routes lane_routes(const Desks& desks, LaneBridge& bridge) {
  const auto& options = desks.options;
  const auto prefix = options.public_url ? options.public_url->prefix : std::string();
  wire::Routes routes =
      own_routes({desks.launches, desks.tracker, desks.recounts, desks.analyses, desks.key_desk,
                  desks.reception, desks.journal, options.notice});
  routes.push_back(ready_route(desks.log));
  routes.push_back(metrics_route(desks));
  append(routes,
         protocols::ofrep_routes(bridge, bridge.streams(), {prefix, options.ofrep_code_default}));
  append(routes, protocols::growthbook_routes(bridge.features(), bridge, desks.keys));
  append(routes, protocols::segment_routes(bridge, desks.keys, options.public_url));
  routes.push_back(http::web_route());
  return routes;
}

wire::Routes own_routes(const OwnDesks& desks) {
  wire::Routes routes;
  routes.push_back(health_route());
  routes.push_back(document_route());
  routes.push_back(workspace_route(desks.notice));
  append(routes, people::session_routes(desks.reception));
  append(routes, people::member_routes(desks.reception));
  append(routes, key_routes(desks.keys));
  append(routes, journal_routes(desks.journal));
  append(routes, live::launch_routes(desks.launches));
  append(routes, launches::agreement_routes(desks.tracker));
  append(routes, live::recount_routes(desks.recounts));
  append(routes, protocols::analysis_routes(desks.analyses));
  return routes;
}

}  // namespace spotter::app
