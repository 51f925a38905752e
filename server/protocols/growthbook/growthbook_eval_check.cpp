// Remote evaluation from standard input to standard output, for comparing it with GrowthBook's own:
// one {"payload", "request"} a line, one answer a line.
#include <fmt/core.h>

#include <boost/json.hpp>
#include <iostream>
#include <string>

#include "protocols/growthbook/remote_evaluation.hpp"
#include "wire/exact_parser.hpp"
#include "wire/json_text.hpp"

namespace {

namespace json = boost::json;
using namespace spotter;

Result<json::object> answer(const std::string& line) {
  json::error_code error;
  const auto one = wire::parse_exact(line, 200, error);
  if (error || !one.is_object()) return failure(bad_request("This is no case."));
  const auto& fields = one.get_object();
  TRY(const auto features, protocols::read_features(wire::json_text(fields.at("payload"))));
  TRY(const auto context, protocols::read_remote_request(wire::json_text(fields.at("request"))));
  return protocols::evaluate_remotely(features, context);
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    auto features = answer(line);
    const auto text = features
                          ? wire::json_text(json::object{{"features", std::move(*features)}})
                          : wire::json_text(json::object{{"error", features.error().sentence},
                                                         {"pointer", features.error().pointer}});
    fmt::print("{}\n", text);
    std::fflush(stdout);
  }
  return 0;
}
