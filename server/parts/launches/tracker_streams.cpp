#include "parts/launches/tracker_streams.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace spotter::launches {

void TrackerStreams::add(const std::string& member, std::shared_ptr<wire::EventStream> stream) {
  Listener listener;
  listener.member = member;
  listener.stream = std::move(stream);
  listeners_.push_back(std::move(listener));
  tell(listeners_.back());
}

void TrackerStreams::tick() {
  std::erase_if(listeners_, [](const Listener& listener) { return !listener.stream->is_open(); });
  std::vector<Listener*> behind;
  for (auto& listener : listeners_) {
    if (!listener.busy->load() && listener.told != now_.last_change()) behind.push_back(&listener);
  }
  std::stable_partition(behind.begin(), behind.end(),
                        [this](const Listener* listener) { return is_spotter(listener->member); });
  for (auto* listener : behind) tell(*listener);
}

void TrackerStreams::tell(Listener& listener) {
  const auto sequence = now_.last_change();
  listener.told = sequence;
  listener.busy->store(true);
  listener.stream->send(
      fmt::format("id: {0}\nevent: changed\ndata: {{\"sequence\":{0}}}\n\n", sequence),
      [busy = listener.busy] { busy->store(false); });
}

bool TrackerStreams::is_spotter(const std::string& member) const {
  const auto& launches = tracker_.launches();
  return std::any_of(launches.begin(), launches.end(), [&](const auto& tracked) {
    const auto& spotter = tracked.second.card.spotter;
    return spotter && spotter->key == member;
  });
}

}  // namespace spotter::launches
