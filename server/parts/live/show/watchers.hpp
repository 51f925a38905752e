// Open live pages: each gets what changed, a few times a second.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "parts/live/act/loop.hpp"
#include "wire/route.hpp"

namespace spotter::live {

/// Sends a launch's state, results, receipt and feed to the pages that watch it. Loop's thread.
class Watchers {
 public:
  explicit Watchers(Loop& loop) : loop_(loop) {}

  /// A page opened: sends everything once.
  void add(const std::string& launch, std::shared_ptr<wire::EventStream> stream);
  /// Sends what changed since the last tick. A page that has not taken the last frame yet waits.
  void tick();
  bool empty() const { return watchers_.empty(); }

 private:
  struct Watcher {
    std::string launch;
    // shared_ptr: the connection holds it too and may go first
    std::shared_ptr<wire::EventStream> stream;
    // shared_ptr: the stream's thread clears it, maybe after this watcher is gone
    std::shared_ptr<std::atomic<bool>> busy = std::make_shared<std::atomic<bool>>(false);
    std::uint64_t feed_position = 0;
    std::string sent_launch, sent_results, sent_receipt;
  };

  void update(Watcher& watcher);

  Loop& loop_;
  std::vector<Watcher> watchers_;
};

}  // namespace spotter::live
