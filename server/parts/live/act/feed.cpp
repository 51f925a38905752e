#include "parts/live/act/feed.hpp"

#include "base/limits.hpp"

namespace spotter::live {

void Feed::add(std::string launch, FeedItem item) {
  items_.push_back({++position_, std::move(launch), std::move(item)});
  if (items_.size() > limits::feed_items_max) items_.pop_front();
}

std::vector<FeedItem> Feed::since(const std::string& launch, std::uint64_t& after) const {
  std::vector<FeedItem> found;
  for (const auto& placed : items_) {
    const bool mine = placed.launch.empty() || placed.launch == launch;
    if (mine && placed.position > after) found.push_back(placed.item);
  }
  after = position_;
  return found;
}

}  // namespace spotter::live
