#include "parts/launches/agreement_api.hpp"

#include <fmt/format.h>

#include "base/log.hpp"
#include "parts/launches/orders.hpp"
#include "parts/launches/views.hpp"
#include "wire/problem_json.hpp"
#include "wire/schema.hpp"

namespace spotter::launches {

namespace {

using wire::Access;
using wire::Method;
using wire::Reply;
using wire::Request;
using wire::Response;
using wire::Route;

template <class T>
Response json_response(const T& value) {
  Response response;
  response.body = wire::to_json_text(value);
  return response;
}

// A bug in a view ends one request, never the thread that takes records.
template <class View>
Response guarded(View view) {
  try {
    return view();
  } catch (const std::exception& error) {
    log_line(std::string("A view of the tracker failed: ") + error.what());
    return wire::problem_response(
        Problem{ProblemCode::internal, "This could not be shown; the server's log says why.", ""});
  }
}

Response agreement_response(const TrackerDesk& desk, const std::string& key, const Viewer& viewer) {
  return guarded([&] {
    const auto& launches = desk.tracker.launches();
    if (launches.find(key) == launches.end())
      return wire::problem_response(
          Problem{ProblemCode::not_found, fmt::format("There is no launch \"{}\".", key), ""});
    return json_response(
        agreement_view(desk.tracker, desk.tracker.dossier(key, desk.now.facts(key)), viewer));
  });
}

// Writes a record, then answers with `view` of what stands.
template <class View>
void write(const TrackerDesk& desk, const AgreementRecord& record, const Reply& reply, View view) {
  desk.records.write(wire::to_json_text(record), [reply, view](const Result<Written>& written) {
    if (!written) return reply(wire::problem_response(written.error()));
    if (!written->problems.empty()) return reply(wire::problem_response(written->problems));
    auto response = view();
    response.headers.emplace_back("Spotter-Sequence", std::to_string(written->sequence));
    reply(std::move(response));
  });
}

struct Acting {
  const char* path;
  const char* sentence;
  boost::json::object request_schema;
  std::function<Result<AgreementRecord>(const Request&)> record_of;
};

Route acting_route(const TrackerDesk& desk, Acting acting) {
  Route route{.method = Method::post,
              .pattern = fmt::format("/api/launches/{{key}}/{}", acting.path),
              .needs = Access::member};
  route.sentence = acting.sentence;
  route.request_schema = std::move(acting.request_schema);
  route.response_schema = wire::response_schema<AgreementView>();
  route.handle = [desk, record_of = std::move(acting.record_of)](const Request& request,
                                                                 const Reply& reply) {
    const auto record = record_of(request);
    if (!record) return reply(wire::problem_response(record.error()));
    const auto viewer = viewer_of(request.caller);
    write(desk, *record, reply,
          [desk, key = record->launch, viewer] { return agreement_response(desk, key, viewer); });
  };
  return route;
}

std::vector<Acting> actings(const TrackerDesk& desk) {
  return {
      {"ask", "Asks for a launch and says what for; asking anew is another request.",
       wire::request_schema<AskOrder>(), ask_of},
      {"verdict", "The other side's verdict: yes, yes-if with conditions, or an alternative.",
       wire::request_schema<VerdictOrder>(), verdict_of},
      {"brief", "The asking side writes the brief; 409 if somebody changed it meanwhile.",
       wire::request_schema<BriefOrder>(), brief_of},
      {"brief/return", "The other side gives the brief back, with reasons.",
       wire::request_schema<ReasonOrder>(), return_of},
      {"accept", "The asking side accepts the alternative: it becomes a condition of a yes-if.",
       wire::request_schema<SignOrder>(), acceptance_of},
      {"decline", "The asking side does not accept the alternative, which makes it a refusal.",
       wire::request_schema<ReasonOrder>(), decline_of},
      {"appeal", "The asking side wants somebody else of the other side to look at a refusal.",
       wire::request_schema<ReasonOrder>(), appeal_of},
      {"withdraw", "The asking side does not want it any more; asking again brings it back.",
       wire::request_schema<ReasonOrder>(), withdrawal_of},
      {"conditions/{id}/met", "Says of a condition that it is met; by the side that set it.",
       wire::request_schema<NoteOrder>(), met_of},
      {"spotter", "Names the member of the other side who watches the launch.",
       wire::request_schema<SpotterOrder>(),
       [&members = desk.members](const Request& request) { return spotter_of(request, members); }},
      {"sign", "Signs the definition and what it is for, for one's own side.",
       wire::request_schema<SignOrder>(), sign_of},
      {"receipt/sign", "The spotter signs the receipt of a rollback.",
       wire::request_schema<NoteOrder>(), receipt_signature_of},
      {"learned", "Writes down what was learned, once the launch is over.",
       wire::request_schema<LearnedOrder>(), learned_of},
      {"outcome/sign", "The spotter signs the outcome; what was learned must be written down.",
       wire::request_schema<NoteOrder>(), outcome_signature_of},
  };
}

Route agreement_route(const TrackerDesk& desk) {
  Route route{
      .method = Method::get, .pattern = "/api/launches/{key}/agreement", .needs = Access::member};
  route.sentence = "What both sides agree about a launch; of one only asked for, too.";
  route.response_schema = wire::response_schema<AgreementView>();
  route.handle = [desk](const Request& request, const Reply& reply) {
    desk.loop_thread.post([desk, key = std::string(request.parameter("key")),
                           viewer = viewer_of(request.caller),
                           reply] { reply(agreement_response(desk, key, viewer)); });
  };
  return route;
}

Route tracker_route(const TrackerDesk& desk) {
  Route route{.method = Method::get, .pattern = "/api/tracker", .needs = Access::member};
  route.sentence =
      "All launches by stage: who has each in hand, since when, and what it waits for.";
  route.response_schema = wire::response_schema<TrackerView>();
  route.handle = [desk](const Request& request, const Reply& reply) {
    desk.loop_thread.post([desk, viewer = viewer_of(request.caller), reply] {
      reply(guarded([&] { return json_response(tracker_view(desk.tracker, desk.now, viewer)); }));
    });
  };
  return route;
}

Route stream_route(const TrackerDesk& desk) {
  Route route{.method = Method::get, .pattern = "/api/tracker/stream", .needs = Access::member};
  route.sentence = "A stream: \"changed\" whenever the tracker may have changed.";
  route.stream = [desk](const Request& request, std::shared_ptr<wire::EventStream> stream) {
    desk.loop_thread.post([desk, member = request.caller.member, stream = std::move(stream)] {
      desk.streams.add(member, stream);
    });
  };
  return route;
}

Response settings_response(const TrackerDesk& desk) {
  return json_response(SettingsView{desk.tracker.signatures_required()});
}

Route settings_route(const TrackerDesk& desk) {
  Route route{.method = Method::get, .pattern = "/api/settings", .needs = Access::admin};
  route.sentence = "The workspace's settings.";
  route.response_schema = wire::response_schema<SettingsView>();
  route.handle = [desk](const Request&, const Reply& reply) {
    desk.loop_thread.post([desk, reply] { reply(settings_response(desk)); });
  };
  return route;
}

Route change_settings_route(const TrackerDesk& desk) {
  Route route{.method = Method::post, .pattern = "/api/settings", .needs = Access::admin};
  route.sentence = "Changes the workspace's settings.";
  route.request_schema = wire::request_schema<SettingsOrder>();
  route.response_schema = wire::response_schema<SettingsView>();
  route.handle = [desk](const Request& request, const Reply& reply) {
    const auto record = settings_of(request);
    if (!record) return reply(wire::problem_response(record.error()));
    write(desk, *record, reply, [desk] { return settings_response(desk); });
  };
  return route;
}

}  // namespace

wire::Routes agreement_routes(const TrackerDesk& desk) {
  wire::Routes routes;
  routes.push_back(tracker_route(desk));
  routes.push_back(stream_route(desk));
  routes.push_back(agreement_route(desk));
  for (auto& acting : actings(desk)) routes.push_back(acting_route(desk, std::move(acting)));
  routes.push_back(settings_route(desk));
  routes.push_back(change_settings_route(desk));
  return routes;
}

}  // namespace spotter::launches
