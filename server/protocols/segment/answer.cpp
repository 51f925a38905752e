#include "protocols/segment/answer.hpp"

#include <boost/json.hpp>
#include <string>

namespace spotter::protocols {

using wire::Response;

namespace {

int status_of(ProblemCode code) {
  switch (code) {
    case ProblemCode::bad_request:
    case ProblemCode::too_large: return 400;
    case ProblemCode::unauthorized:
    case ProblemCode::forbidden: return 401;
    case ProblemCode::too_many: return 429;
    default: return 503;  // every client tries again on 5xx, but none on 501 and 505
  }
}

}  // namespace

Response refusal(const Problem& problem) {
  Response response;
  response.status = status_of(problem.code);
  response.body = boost::json::serialize(
      boost::json::object{{"success", false}, {"message", problem.sentence}});
  if (response.status == 429 || response.status == 503)
    response.headers.emplace_back("Retry-After", "1");
  return response;
}

Response answer(const Taken& taken) {
  if (!taken.kept) return refusal(taken.kept.error());
  Response response;
  response.body = R"({"success":true})";
  if (taken.sequence > 0)
    response.headers.emplace_back("Spotter-Sequence", std::to_string(taken.sequence));
  return response;
}

bool names_unknown_key(const wire::Request& request) {
  return !request.key.empty() && request.caller.access == wire::Access::none;
}

Problem unknown_key() { return {ProblemCode::unauthorized, "The write key is unknown.", {}}; }

}  // namespace spotter::protocols
