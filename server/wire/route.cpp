#include "wire/route.hpp"

namespace spotter::wire {

namespace {

std::optional<std::string_view> find(const Headers& pairs, std::string_view name) {
  for (const auto& [key, value] : pairs) {
    if (key == name) return value;
  }
  return std::nullopt;
}

}  // namespace

std::string actor_of(const Caller& caller) {
  if (!caller.name.empty()) return caller.name;
  return caller.member.empty() ? std::string("admin key") : caller.member;
}

std::optional<SignedIn> Authenticate::session(std::string_view, Instant) const {
  return std::nullopt;
}

std::optional<std::string_view> Request::header(std::string_view name) const {
  return find(headers, name);
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
  return find(query, name);
}

std::string_view Request::parameter(std::string_view name) const {
  return find(parameters, name).value_or(std::string_view{});
}

}  // namespace spotter::wire
