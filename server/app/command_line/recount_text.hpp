// What `spotter recount` says: the server's answer in lines.
#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <vector>

#include <chrono>
namespace spotter::limits {
inline constexpr auto recount_poll = std::chrono::milliseconds(200);
}
namespace spotter::app {

struct RecountText {
  bool differs = false;
  bool failed = false;             ///< then the only line says why
  std::vector<std::string> lines;  ///< at least one

  bool operator==(const RecountText&) const = default;
};

/// Nothing while the recount is under way. `recount` is what GET /api/launches/{key}/recount gives.
std::optional<RecountText> recount_text(const boost::json::value& recount);

}  // namespace spotter::app
