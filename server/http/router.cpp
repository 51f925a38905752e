#include "http/router.hpp"

#include <optional>

#include "base/ensure.hpp"

namespace spotter::http {

namespace {

std::vector<std::string> split(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    segments.emplace_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return segments;
}

bool is_parameter(std::string_view segment) {
  return segment.starts_with('{') && segment.ends_with('}');
}

std::string name_of(std::string_view segment) {
  return std::string(segment.substr(1, segment.size() - 2));
}

std::optional<wire::Headers> fit(const std::vector<std::string>& pattern,
                                 const std::vector<std::string>& path) {
  if (pattern.size() != path.size()) return std::nullopt;
  wire::Headers parameters;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (is_parameter(pattern[i])) {
      if (path[i].empty()) return std::nullopt;
      parameters.emplace_back(name_of(pattern[i]), path[i]);
    } else if (pattern[i] != path[i]) {
      return std::nullopt;
    }
  }
  return parameters;
}

}  // namespace

Router::Router(wire::Routes routes) : routes_(std::move(routes)) {
  for (std::size_t i = 0; i < routes_.size(); ++i) add(i);
}

void Router::add(std::size_t index) {
  const auto& route = routes_[index];
  ensure(route.pattern.starts_with('/'), "a route's pattern begins with a slash");
  ensure(bool(route.handle) != bool(route.stream), "a route has a handler or a stream");
  for (std::size_t i = 0; i < index; ++i)
    ensure(routes_[i].pattern != route.pattern || routes_[i].method != route.method,
           "a route stands once in the table");
  if (route.pattern.starts_with("/{") && route.pattern.ends_with("*}")) {
    rest_.push_back(index);
  } else if (route.pattern.find('{') == std::string::npos) {
    exact_[route.pattern].push_back(index);
  } else {
    patterns_.push_back({split(route.pattern), index});
  }
}

void Router::consider(Match& match, std::size_t index, wire::Method method) const {
  const auto& route = routes_[index];
  match.path_known = true;
  match.cors = match.cors || route.cors;
  (route.method == wire::Method::get ? match.get : match.post) = true;
  if (match.route || route.method != method) return;
  match.route = &route;
  match.index = index;
}

Match Router::find(std::string_view path, wire::Method method) const {
  Match match;
  if (const auto found = exact_.find(std::string(path)); found != exact_.end()) {
    for (const auto index : found->second) consider(match, index, method);
    if (match.route) return match;
  }
  const auto segments = split(path);
  for (const auto& pattern : patterns_) {
    auto parameters = fit(pattern.segments, segments);
    if (!parameters) continue;
    consider(match, pattern.index, method);
    if (!match.route) continue;
    match.parameters = std::move(*parameters);
    return match;
  }
  if (match.path_known) return match;
  for (const auto index : rest_) {
    if (routes_[index].method != method) continue;
    consider(match, index, method);
    const auto& pattern = routes_[index].pattern;
    match.parameters = {{pattern.substr(2, pattern.size() - 4), std::string(path.substr(1))}};
    return match;
  }
  return match;
}

}  // namespace spotter::http
