// The latest arrivals, for the screen: pseudonymous, bounded, not part of any state.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "wire/json.hpp"

namespace spotter::live {

struct FeedItem {
  Instant at;
  Sequence sequence = 0;
  std::string event;
  std::optional<std::string> arm;
  std::string unit;
  std::string effect;
};
SPOTTER_DESCRIBE(FeedItem,
                 (at, required, "When it arrived.")(sequence, required,
                                                    "Its place in the log; 0 if refused.")(
                     event, required, "What it was.")(arm, required, "The unit's arm.")(
                     unit, required, "First 8 hex digits of the pseudonym.")(effect, required,
                                                                             "What it did."))

/// A ring of limits::feed_items_max items. One thread.
class Feed {
 public:
  /// `launch`: whose feed it belongs to; empty: everybody's.
  void add(std::string launch, FeedItem item);
  /// Items of `launch` after position `after`, oldest first; moves `after` to the newest.
  std::vector<FeedItem> since(const std::string& launch, std::uint64_t& after) const;

 private:
  struct Placed {
    std::uint64_t position;
    std::string launch;
    FeedItem item;
  };
  std::deque<Placed> items_;
  std::uint64_t position_ = 0;
};

}  // namespace spotter::live
