#include "wire/problem_json.hpp"

#include <boost/json/array.hpp>

#include "base/ensure.hpp"
#include "wire/json_text.hpp"

namespace spotter::wire {

namespace {

namespace json = boost::json;

Response answer(int status, const json::object& body) {
  Response response;
  response.status = status;
  response.content_type = "application/problem+json";
  response.body = json_text(body);
  if (status == 429 || status == 503) response.headers.emplace_back("Retry-After", "1");
  // Bearer, because browsers open a password window for Basic.
  if (status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

json::object head(int status, std::string_view title, std::string_view sentence) {
  json::object body;
  body.emplace("type", "about:blank");
  body.emplace("title", title);
  body.emplace("status", status);
  body.emplace("detail", sentence);
  return body;
}

}  // namespace

int status_of(ProblemCode code) {
  switch (code) {
    case ProblemCode::bad_request: return 400;
    case ProblemCode::unauthorized: return 401;
    case ProblemCode::forbidden: return 403;
    case ProblemCode::not_found: return 404;
    case ProblemCode::conflict: return 409;
    case ProblemCode::too_large: return 413;
    case ProblemCode::too_many: return 429;
    case ProblemCode::unavailable: return 503;
    case ProblemCode::corrupt:
    case ProblemCode::internal: break;
  }
  return 500;
}

std::string_view word_of(ProblemCode code) {
  switch (code) {
    case ProblemCode::bad_request: return "bad_request";
    case ProblemCode::unauthorized: return "unauthorized";
    case ProblemCode::forbidden: return "forbidden";
    case ProblemCode::not_found: return "not_found";
    case ProblemCode::conflict: return "conflict";
    case ProblemCode::too_large: return "too_large";
    case ProblemCode::too_many: return "too_many";
    case ProblemCode::unavailable: return "unavailable";
    case ProblemCode::corrupt: return "corrupt";
    case ProblemCode::internal: break;
  }
  return "internal";
}

Response problem_response(const Problem& problem) {
  const int status = status_of(problem.code);
  auto body = head(status, word_of(problem.code), problem.sentence);
  if (!problem.pointer.empty()) body.emplace("pointer", problem.pointer);
  return answer(status, body);
}

Response problem_response(const std::vector<Problem>& problems) {
  ensure(!problems.empty(), "an answer with problems has at least one");
  const Problem& first = problems.front();
  const int status = status_of(first.code);
  auto body = head(status, word_of(first.code), first.sentence);
  if (!first.pointer.empty()) body.emplace("pointer", first.pointer);
  json::array errors;
  for (const auto& problem : problems) {
    json::object error;
    if (!problem.pointer.empty()) error.emplace("pointer", problem.pointer);
    error.emplace("detail", problem.sentence);
    errors.push_back(std::move(error));
  }
  body.emplace("errors", std::move(errors));
  return answer(status, body);
}

Response problem_response(int status, std::string_view title, std::string_view sentence) {
  return answer(status, head(status, title, sentence));
}

}  // namespace spotter::wire
