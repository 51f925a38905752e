#include "parts/live/recount/recount_api.hpp"

#include "wire/problem_json.hpp"
#include "wire/schema.hpp"

namespace spotter::live {

namespace {

using wire::Access;
using wire::Method;
using wire::Reply;
using wire::Request;
using wire::Response;
using wire::Route;

constexpr const char* pattern = "/api/launches/{key}/recount";

Response response_of(const Result<RecountView>& view) {
  if (!view) return wire::problem_response(view.error());
  Response response;
  response.body = wire::to_json_text(*view);
  return response;
}

Route start_route(RecountDesk& desk) {
  Route route{.method = Method::post, .pattern = pattern, .needs = Access::member};
  route.sentence =
      "Starts to compare a launch's results, as they are now, with a recount of the event log; "
      "429 while another recount runs.";
  route.response_schema = wire::response_schema<RecountView>();
  route.handle = [&desk](const Request& request, Reply reply) {
    desk.start(std::string(request.parameter("key")),
               [reply = std::move(reply)](const auto& view) { reply(response_of(view)); });
  };
  return route;
}

Route last_route(RecountDesk& desk) {
  Route route{.method = Method::get, .pattern = pattern, .needs = Access::member};
  route.sentence = "How the launch's last recount goes, or what it came to; 404 without one.";
  route.response_schema = wire::response_schema<RecountView>();
  route.handle = [&desk](const Request& request, const Reply& reply) {
    reply(response_of(desk.last(std::string(request.parameter("key")))));
  };
  return route;
}

}  // namespace

wire::Routes recount_routes(RecountDesk& desk) {
  wire::Routes routes;
  routes.push_back(start_route(desk));
  routes.push_back(last_route(desk));
  return routes;
}

}  // namespace spotter::live
