#include "parts/live/show/watchers.hpp"

#include <fmt/format.h>

#include "parts/live/show/views.hpp"

namespace spotter::live {

namespace {

std::string frame(const char* event, const std::string& json) {
  return fmt::format("event: {}\ndata: {}\n\n", event, json);
}

// The frame if the JSON differs from what was sent last, else nothing.
std::string changed(const char* event, std::string json, std::string& sent) {
  if (json == sent) return {};
  sent = std::move(json);
  return frame(event, sent);
}

}  // namespace

void Watchers::add(const std::string& launch, std::shared_ptr<wire::EventStream> stream) {
  Watcher watcher;
  watcher.launch = launch;
  watcher.stream = std::move(stream);
  watchers_.push_back(std::move(watcher));
  update(watchers_.back());
}

void Watchers::tick() {
  std::erase_if(watchers_, [](const Watcher& watcher) { return !watcher.stream->is_open(); });
  for (auto& watcher : watchers_) {
    if (!watcher.busy->load()) update(watcher);
  }
}

void Watchers::update(Watcher& watcher) {
  const auto found = loop_.book().launches.find(watcher.launch);
  if (found == loop_.book().launches.end()) return watcher.stream->close();
  const auto& launch = found->second;
  auto text =
      changed("launch", wire::to_json_text(launch_view(loop_.book(), launch)), watcher.sent_launch);
  text += changed("results", wire::to_json_text(results_view(loop_, launch)), watcher.sent_results);
  const FeedView feed{loop_.feed().since(watcher.launch, watcher.feed_position)};
  if (!feed.items.empty()) text += frame("feed", wire::to_json_text(feed));
  if (const auto receipt = receipt_view(loop_, launch))
    text += changed("receipt", wire::json_text(*receipt), watcher.sent_receipt);
  if (text.empty()) return;
  text.insert(0, fmt::format("id: {}\n", loop_.sequence()));
  watcher.busy->store(true);
  watcher.stream->send(std::move(text), [busy = watcher.busy] { busy->store(false); });
}

}  // namespace spotter::live
