#include "parts/live/show/launch_api.hpp"

#include <fmt/format.h>

#include "base/limits.hpp"
#include "base/log.hpp"
#include "parts/live/show/metric_views.hpp"
#include "parts/live/show/views.hpp"
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

struct Reason {
  std::string reason;
};
SPOTTER_DESCRIBE(Reason, (reason, optional, "Why, for the journal and the receipt."))

struct Applied {
  Sequence sequence = 0;
  std::vector<Change> changes;
};
SPOTTER_DESCRIBE(Applied, (sequence, required,
                           "The log record that holds the file.")(changes, required,
                                                                  "What each definition came to."))

struct JournalLine {
  Sequence sequence = 0;
  Instant at;
  std::string actor;
  std::string what;
  std::string why;
  std::string hash;
};
SPOTTER_DESCRIBE(JournalLine,
                 (sequence, required, "The log record behind it.")(at, required, "When.")(
                     actor, required, "Who.")(what, required, "What.")(why, required, "Why.")(
                     hash, required, "Chained over this entry and all before it."))

struct JournalView {
  std::vector<JournalLine> entries;
};
SPOTTER_DESCRIBE(JournalView, (entries, required, "Oldest first, at most 1,000."))

template <class T>
Response json_response(const T& value) {
  Response response;
  response.body = wire::to_json_text(value);
  return response;
}

Problem no_launch(std::string_view key) {
  return {ProblemCode::not_found, fmt::format("There is no launch \"{}\".", key), ""};
}

// A bug in a view ends one request, never the loop.
template <class View>
void reply_with(const Reply& reply, View view) {
  Response response;
  try {
    response = view();
  } catch (const std::exception& error) {
    log_line(std::string("A view of a launch failed: ") + error.what());
    response = wire::problem_response(
        Problem{ProblemCode::internal, "This could not be shown; the server's log says why.", ""});
  }
  reply(std::move(response));
}

// Runs `view` with the launch on the loop's thread; 404 if there is none.
template <class View>
wire::Handle on_launch(const LaunchDesk& desk, View view) {
  return [desk, view](Request request, Reply reply) {
    desk.loop_thread.post(
        [desk, view, key = std::string(request.parameter("key")), reply = std::move(reply)] {
          reply_with(reply, [&] {
            const auto found = desk.loop.book().launches.find(key);
            return found == desk.loop.book().launches.end() ? wire::problem_response(no_launch(key))
                                                            : view(desk.loop, found->second);
          });
        });
  };
}

// Answers with the problems of a record, or with `view` of what it came to.
template <class View>
std::function<void(Result<Written>)> answer(Reply reply, View view) {
  return [reply = std::move(reply), view](Result<Written> written) {
    if (!written) return reply(wire::problem_response(written.error()));
    if (!written->outcome.problems.empty())
      return reply(wire::problem_response(written->outcome.problems));
    auto response = view(*written);
    response.headers.emplace_back("Spotter-Sequence", std::to_string(written->sequence));
    reply(std::move(response));
  };
}

Route apply_route(const LaunchDesk& desk) {
  Route route{.method = Method::post, .pattern = "/api/apply", .needs = Access::member};
  route.sentence = "Applies definitions: all of them, or none and every reason why not.";
  route.request_schema = wire::request_schema<Definitions>();
  route.response_schema = wire::response_schema<Applied>();
  route.body_bytes_max = limits::definitions_bytes_max;
  route.handle = [desk](Request request, Reply reply) {
    auto definitions = wire::read_json<Definitions>(request.body);
    if (!definitions) return reply(wire::problem_response(definitions.error()));
    const DefinitionsRecord record{wire::actor_of(request.caller), request.received,
                                   std::move(*definitions)};
    const auto view = [](const Written& written) {
      return json_response(Applied{written.sequence, written.outcome.changes});
    };
    desk.records.write(RecordKind::definitions, wire::to_json_text(record),
                       answer(std::move(reply), view));
  };
  return route;
}

Result<std::string> reason_of(const Request& request) {
  if (request.body.empty()) return std::string();
  TRY(auto body, wire::read_json<Reason>(request.body));
  if (body.reason.size() > limits::reason_bytes_max)
    return failure(bad_request("A reason has at most 2,000 bytes.", "/reason"));
  return std::move(body.reason);
}

struct Command {
  const char* word;
  Verb verb;
  const char* sentence;
};

constexpr Command commands[] = {
    {"start", Verb::start, "Starts a draft: its arms are served and judged from now on."},
    {"stop", Verb::stop, "Stops a launch: everybody gets control."},
    {"roll-back", Verb::roll_back, "Rolls a launch back by hand, with a receipt."},
    {"pause", Verb::pause, "Nobody new is exposed: everybody gets control until it is resumed."},
    {"resume", Verb::resume, "Ends a pause."},
    {"clear", Verb::clear, "Clears amber: a person has looked at what turned it amber."},
    {"kill", Verb::kill, "Switches the launch's flag off and stops it; never waits for anyone."},
};

Route command_route(const LaunchDesk& desk, const Command& command) {
  Route route{.method = Method::post,
              .pattern = fmt::format("/api/launches/{{key}}/{}", command.word),
              .needs = Access::member};
  route.sentence = command.sentence;
  route.request_schema = wire::request_schema<Reason>();
  route.response_schema = wire::response_schema<LaunchView>();
  route.handle = [desk, verb = command.verb](Request request, Reply reply) {
    auto reason = reason_of(request);
    if (!reason) return reply(wire::problem_response(reason.error()));
    const std::string key(request.parameter("key"));
    const CommandRecord record{key, verb, wire::actor_of(request.caller), request.received,
                               *reason};
    const auto view = [desk, key](const Written&) {
      const auto& book = desk.loop.book();
      return json_response(launch_view(book, book.launches.at(key)));
    };
    desk.records.write(RecordKind::command, wire::to_json_text(record),
                       answer(std::move(reply), view));
  };
  return route;
}

template <class View, class Get>
Route view_route(const LaunchDesk& desk, const char* pattern, const char* sentence, Get get) {
  Route route{.method = Method::get, .pattern = pattern, .needs = Access::member};
  route.sentence = sentence;
  route.response_schema = wire::response_schema<View>();
  route.handle = on_launch(
      desk, [get](Loop& loop, const Launch& launch) { return json_response(get(loop, launch)); });
  return route;
}

Route metrics_route(const LaunchDesk& desk) {
  Route route{.method = Method::get, .pattern = "/api/metrics", .needs = Access::member};
  route.sentence = "Every metric once: what it counts, who owns it, which launches use it.";
  route.response_schema = wire::response_schema<MetricList>();
  route.handle = [desk](const Request&, Reply reply) {
    desk.loop_thread.post([desk, reply = std::move(reply)] {
      reply_with(reply, [&] { return json_response(metric_list_view(desk.loop.book())); });
    });
  };
  return route;
}

Route list_route(const LaunchDesk& desk) {
  Route route{.method = Method::get, .pattern = "/api/launches", .needs = Access::member};
  route.sentence = "All launches with their states.";
  route.response_schema = wire::response_schema<LaunchList>();
  route.handle = [desk](Request, Reply reply) {
    desk.loop_thread.post(
        [desk, reply = std::move(reply)] { reply(json_response(list_view(desk.loop.book()))); });
  };
  return route;
}

boost::json::object receipt_schema() {
  auto schema = wire::response_schema<Receipt>();
  auto& properties = schema["properties"].as_object();
  const boost::json::object text{{"type", "string"}};
  properties["state"] = wire::response_schema<State>();
  properties["in_marketing_words"] = text;
  properties["in_it_words"] = text;
  properties["next"] = boost::json::object{{"type", "array"}, {"items", text}};
  for (const auto* name : {"state", "in_marketing_words", "in_it_words", "next"})
    schema["required"].as_array().emplace_back(name);
  return schema;
}

Route receipt_route(const LaunchDesk& desk) {
  Route route{
      .method = Method::get, .pattern = "/api/launches/{key}/receipt", .needs = Access::member};
  route.sentence = "The receipt of a rollback; 404 while there is none.";
  route.response_schema = receipt_schema();
  route.handle = on_launch(desk, [](Loop& loop, const Launch& launch) {
    const auto receipt = receipt_view(loop, launch);
    if (receipt) return json_response(*receipt);
    return wire::problem_response(
        Problem{ProblemCode::not_found,
                fmt::format("Launch \"{}\" has not been rolled back: there is no receipt.",
                            launch.definition.key),
                ""});
  });
  return route;
}

Response journal_response(const Result<std::vector<journal::KeptEntry>>& placed) {
  if (!placed) return wire::problem_response(placed.error());
  JournalView view;
  for (const auto& [position, entry, hash] : *placed) {
    view.entries.push_back({entry.sequence, entry.at, entry.actor, entry.what, entry.why, hash});
  }
  return json_response(view);
}

Route journal_route(const LaunchDesk& desk) {
  Route route{
      .method = Method::get, .pattern = "/api/launches/{key}/journal", .needs = Access::member};
  route.sentence = "What happened to a launch: who, when, what and why.";
  route.response_schema = wire::response_schema<JournalView>();
  route.handle = [desk](Request request, Reply reply) {
    desk.journal.read(
        fmt::format("launch/{}", request.parameter("key")),
        [reply = std::move(reply)](const auto& entries) { reply(journal_response(entries)); });
  };
  return route;
}

Route live_route(const LaunchDesk& desk) {
  Route route{
      .method = Method::get, .pattern = "/api/launches/{key}/live", .needs = Access::member};
  route.sentence = "A stream of what changes: launch, results, feed and receipt.";
  route.stream = [desk](const Request& request, std::shared_ptr<wire::EventStream> stream) {
    desk.loop_thread.post([desk, key = std::string(request.parameter("key")),
                           stream = std::move(stream)] { desk.watchers.add(key, stream); });
  };
  return route;
}

}  // namespace

wire::Routes launch_routes(const LaunchDesk& desk) {
  wire::Routes routes;
  routes.push_back(apply_route(desk));
  routes.push_back(list_route(desk));
  routes.push_back(metrics_route(desk));
  routes.push_back(view_route<LaunchView>(
      desk, "/api/launches/{key}", "One launch as defined, with its state.",
      [](Loop& loop, const Launch& launch) { return launch_view(loop.book(), launch); }));
  routes.push_back(view_route<ResultsView>(desk, "/api/launches/{key}/results",
                                           "Counts and evidence, as of a log record.",
                                           results_view));
  routes.push_back(view_route<EvidenceView>(desk, "/api/launches/{key}/evidence",
                                            "How the evidence of harm came to where it stands.",
                                            evidence_view));
  routes.push_back(receipt_route(desk));
  routes.push_back(journal_route(desk));
  routes.push_back(live_route(desk));
  for (const auto& command : commands) routes.push_back(command_route(desk, command));
  return routes;
}

}  // namespace spotter::live
