// What OFREP needs of the program behind it.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "parts/live/serve/decision.hpp"
#include "wire/route.hpp"

namespace spotter::protocols {

/// A lane's published snapshot. Called on the lane's thread only; never waits.
class Decisions {
 public:
  virtual ~Decisions() = default;
  /// The configuration's version: grows with every publish.
  virtual std::uint64_t version() const = 0;
  /// Nothing if there is no such flag.
  virtual std::optional<live::Decision> decide(std::string_view flag,
                                               const boost::json::object& attributes) const = 0;
  /// All flags, or those marked available to clients; sorted by key.
  virtual std::vector<live::Decision> decide_all(const boost::json::object& attributes,
                                                 bool client_visible_only) const = 0;
  /// Queues an exposure of `unit` (a raw id) to the arm decided; false if the queue is full or the
  /// decision names no arm.
  virtual bool expose(const live::Decision& decision, std::string_view unit,
                      const wire::Caller& caller) = 0;
};

}  // namespace spotter::protocols
