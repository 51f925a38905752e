// Finds the route of a path. Constant after construction; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "wire/route.hpp"

namespace spotter::http {

/// What a path and a method lead to.
struct Match {
  const wire::Route* route = nullptr;  ///< set if path and method fit
  std::size_t index = 0;               ///< of `route` in the table
  wire::Headers parameters;
  bool path_known = false;  ///< some route has this path, perhaps with another method
  bool get = false;         ///< which methods the path has
  bool post = false;
  bool cors = false;  ///< some route of this path is open to pages of any origin
};

/// Patterns: "/a/b", "/a/{name}" (one segment, not empty), "/{rest*}" (anything, considered last
/// and never a reason for 405). Among equals the one declared first wins.
class Router {
 public:
  /// Throws BrokenInvariant if a route lacks its handler or stands twice.
  explicit Router(wire::Routes routes);

  /// `path` as Target::path. HEAD is asked as Method::get.
  Match find(std::string_view path, wire::Method method) const;
  const wire::Routes& routes() const { return routes_; }

 private:
  struct Pattern {
    std::vector<std::string> segments;  ///< literal, or "{name}"
    std::size_t index;
  };
  void add(std::size_t index);
  void consider(Match& match, std::size_t index, wire::Method method) const;

  // constant after construction
  wire::Routes routes_;
  std::unordered_map<std::string, std::vector<std::size_t>> exact_;
  std::vector<Pattern> patterns_;
  std::vector<std::size_t> rest_;
};

}  // namespace spotter::http
