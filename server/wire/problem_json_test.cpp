#include "wire/problem_json.hpp"

#include <gtest/gtest.h>

#include "base/ensure.hpp"
#include "wire/json.hpp"

namespace spotter::wire {
namespace {

std::string header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

TEST(ProblemJson, one_problem) {
  const auto response = problem_response(bad_request("This must be text.", "/launches/0/key"));
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.content_type, "application/problem+json");
  EXPECT_EQ(response.body, R"({"type":"about:blank","title":"bad_request","status":400,)"
                           R"("detail":"This must be text.","pointer":"/launches/0/key"})");
  EXPECT_TRUE(response.headers.empty());
}

TEST(ProblemJson, every_code_has_its_status_and_word) {
  using Code = ProblemCode;
  const std::vector<std::tuple<Code, int, std::string_view>> expected = {
      {Code::bad_request, 400, "bad_request"}, {Code::unauthorized, 401, "unauthorized"},
      {Code::forbidden, 403, "forbidden"},     {Code::not_found, 404, "not_found"},
      {Code::conflict, 409, "conflict"},       {Code::too_large, 413, "too_large"},
      {Code::too_many, 429, "too_many"},       {Code::unavailable, 503, "unavailable"},
      {Code::corrupt, 500, "corrupt"},         {Code::internal, 500, "internal"}};
  for (const auto& [code, status, word] : expected) {
    EXPECT_EQ(status_of(code), status);
    EXPECT_EQ(word_of(code), word);
    const auto response = problem_response(Problem{code, "Why.", {}});
    EXPECT_EQ(response.status, status);
    EXPECT_EQ(response.body.find("pointer"), std::string::npos);
    EXPECT_EQ(header(response, "Retry-After"), status == 429 || status == 503 ? "1" : "");
    EXPECT_EQ(header(response, "WWW-Authenticate"), status == 401 ? "Bearer" : "");
  }
}

TEST(ProblemJson, several_problems) {
  const auto response = problem_response(
      {bad_request("One.", "/a"), bad_request("Two."), bad_request("\"3\"", "/c")});
  EXPECT_EQ(response.status, 400);
  const auto body = parse(response.body).value().as_object();
  EXPECT_EQ(body.at("detail"), "One.");
  EXPECT_EQ(json::serialize(body.at("errors")),
            R"([{"pointer":"/a","detail":"One."},{"detail":"Two."},)"
            R"({"pointer":"/c","detail":"\"3\""}])");
  EXPECT_THROW(problem_response(std::vector<Problem>{}), BrokenInvariant);
}

}  // namespace
}  // namespace spotter::wire
