#include "parts/live/measure/waiting_room.hpp"

#include <algorithm>
#include <functional>

#include "base/limits.hpp"

namespace spotter::live {

bool WaitingRoom::wait(const Unit& unit, const MetricEvent& event) {
  if (size_ >= limits::waiting_events_max) {
    ++late_;
    return false;
  }
  events_[unit].push_back(event);
  expiries_.push_back({event.received, unit});
  std::push_heap(expiries_.begin(), expiries_.end(), std::greater<>());
  ++size_;
  return true;
}

std::vector<MetricEvent> WaitingRoom::take(const Unit& unit) {
  const auto found = events_.find(unit);
  if (found == events_.end()) return {};
  auto taken = std::move(found->second);
  size_ -= taken.size();
  events_.erase(found);
  return taken;
}

void WaitingRoom::advance(Instant received) {
  latest_ = std::max(latest_, received);
  const auto too_old = latest_ - limits::waiting_time_max;
  while (!expiries_.empty() && expiries_.front().received < too_old) {
    // Its unit may have been exposed meanwhile: then nothing waits any more.
    std::pop_heap(expiries_.begin(), expiries_.end(), std::greater<>());
    const auto found = events_.find(expiries_.back().unit);
    expiries_.pop_back();
    if (found == events_.end()) continue;
    const auto gone = std::erase_if(
        found->second, [&](const MetricEvent& event) { return event.received < too_old; });
    late_ += gone;
    size_ -= gone;
    if (found->second.empty()) events_.erase(found);
  }
}

void WaitingRoom::restore(Expiries expiries, Events events, Instant latest, std::uint64_t late) {
  expiries_ = std::move(expiries);
  events_ = std::move(events);
  latest_ = latest;
  late_ = late;
  size_ = 0;
  for (const auto& [unit, waiting] : events_) size_ += waiting.size();
}

}  // namespace spotter::live
