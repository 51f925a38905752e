#include <fmt/format.h>

#include "parts/people/people_api.hpp"
#include "wire/problem_json.hpp"

namespace spotter::people {

namespace {

wire::Response too_many(std::chrono::seconds wait) {
  auto response = wire::problem_response(
      {ProblemCode::too_many,
       fmt::format("There were too many attempts: try again in {} seconds.", wait.count()),
       {}});
  for (auto& [name, value] : response.headers) {
    if (name == "Retry-After") value = std::to_string(wait.count());
  }
  return response;
}

}  // namespace

std::string Reception::place_of(const wire::Request& request) const {
  const auto forwarded = request.header("x-forwarded-for").value_or(std::string_view());
  return network_of(request.address, options.behind_proxy ? forwarded : std::string_view());
}

std::optional<wire::Response> Reception::refuse(const wire::Request& request,
                                                std::string_view name) {
  if (const auto wait = addresses.take(place_of(request), request.received)) return too_many(*wait);
  if (name.empty()) return std::nullopt;
  if (const auto wait = names.take(name, request.received)) return too_many(*wait);
  return std::nullopt;
}

void Reception::give_back(const wire::Request& request, std::string_view name) {
  addresses.give_back(place_of(request));
  if (!name.empty()) names.give_back(name);
}

Act act_of(const wire::Request& request) {
  return {wire::actor_of(request.caller), request.received, request.session};
}

}  // namespace spotter::people
