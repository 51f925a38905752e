#include "protocols/csv/routes.hpp"

#include <fmt/format.h>

#include "base/limits.hpp"
#include "base/log.hpp"
#include "parts/live/analyse/analyse.hpp"
#include "parts/live/analyse/request.hpp"
#include "protocols/csv/table_file.hpp"
#include "wire/problem_json.hpp"
#include "wire/schema.hpp"

namespace spotter::protocols {

namespace {

using wire::Reply;
using wire::Request;
using wire::Response;
using wire::Route;

Result<live::AnalysisRequest> read_query(const wire::Headers& query) {
  live::AnalysisRequest asked;
  for (const auto& [name, value] : query) TRY_VOID(live::set_option(asked, name, value));
  return asked;
}

Result<live::Analysis> analyse_body(const std::string& body, const live::AnalysisRequest& asked) {
  TableFile file(asked.columns);
  TRY_VOID(file.feed(body));
  TRY(auto imported, file.finish());
  return live::analyse(std::move(imported), asked.choice);
}

Response answer(const std::string& body, const live::AnalysisRequest& asked) {
  try {
    const auto analysis = analyse_body(body, asked);
    if (!analysis) return wire::problem_response(analysis.error());
    Response response;
    response.body = wire::to_json_text(*analysis);
    return response;
  } catch (const std::exception& error) {
    // A bug ends one request, never the thread.
    log_line(fmt::format("An analysis failed: {}", error.what()));
    return wire::problem_response(
        Problem{ProblemCode::internal, "This failed; the server's log says why.", {}});
  }
}

void handle(AnalysisDesk& desk, Request request, Reply reply) {
  auto asked = read_query(request.query);
  if (!asked) return reply(wire::problem_response(asked.error()));
  if (desk.waiting.fetch_add(1) >= limits::analyses_waiting_max) {
    desk.waiting.fetch_sub(1);
    return reply(wire::problem_response(Problem{
        ProblemCode::too_many, "Other tables are being analysed; try again in a moment.", {}}));
  }
  desk.worker.post(
      [&desk, body = std::move(request.body), asked = std::move(*asked), reply = std::move(reply)] {
        auto response = answer(body, asked);
        desk.waiting.fetch_sub(1);
        reply(std::move(response));
      });
}

}  // namespace

wire::Routes analysis_routes(AnalysisDesk& desk) {
  Route route{
      .method = wire::Method::post, .pattern = "/api/analyses", .needs = wire::Access::member};
  route.sentence = "Analyses a table of an experiment that ran elsewhere; keeps nothing.";
  route.request_type = "text/csv";
  route.request_schema = {
      {"type", "string"},
      {"description",
       "CSV text in UTF-8: a row for each look with both arms' units_, mean_ and variance_, or a "
       "row for each arm with units and conversions (or mean and variance, or sum and "
       "sum_squares). The option of the same name maps a column."}};
  for (const auto& [name, sentence] : live::analysis_options())
    route.query_parameters.emplace_back(name, sentence);
  route.response_schema = wire::response_schema<live::Analysis>();
  route.body_bytes_max = limits::analysis_body_bytes_max;
  route.handle = [&desk](Request request, Reply reply) {
    handle(desk, std::move(request), std::move(reply));
  };
  return {std::move(route)};
}

}  // namespace spotter::protocols
