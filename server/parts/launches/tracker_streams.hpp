// Open trackers: each hears that something changed, a few times a second at most.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "parts/launches/needs.hpp"
#include "parts/launches/tracker.hpp"
#include "wire/route.hpp"

namespace spotter::launches {

/// Sends "changed" with the sequence of the change; whoever hears it asks again. The thread that
/// takes the log's records.
class TrackerStreams {
 public:
  TrackerStreams(const Tracker& tracker, const LaunchesNow& now) : tracker_(tracker), now_(now) {}

  /// `member`: the key of who listens. Says at once how far it has got.
  void add(const std::string& member, std::shared_ptr<wire::EventStream> stream);
  /// Tells everybody who does not know yet; spotters are written to first. A stream that has not
  /// taken the last frame yet waits.
  void tick();

 private:
  struct Listener {
    std::string member;
    // shared_ptr: the connection holds it too and may go first
    std::shared_ptr<wire::EventStream> stream;
    // shared_ptr: the stream's thread clears it, maybe after this listener is gone
    std::shared_ptr<std::atomic<bool>> busy = std::make_shared<std::atomic<bool>>(false);
    std::optional<Sequence> told;
  };

  void tell(Listener& listener);
  bool is_spotter(const std::string& member) const;

  // constant after construction
  const Tracker& tracker_;
  const LaunchesNow& now_;
  std::vector<Listener> listeners_;
};

}  // namespace spotter::launches
