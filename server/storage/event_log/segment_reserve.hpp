// The next segment, written with zeros while the current one is filled.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/executor.hpp"
#include "storage/event_log/segment.hpp"

namespace spotter::storage {

/// Keeps one segment of zeros ready under a name that is no segment's. Writing and syncing
/// 16 MiB takes tens of milliseconds, for which every commit would wait. The log writer's, but for
/// the task it posts.
class SegmentReserve {
 public:
  /// Keeps nothing ready if `settings.reserve` is null. `disk` outlives that executor's tasks.
  SegmentReserve(Disk& disk, const EventLogSettings& settings);

  /// Begins to make one if there is none; does nothing after a failure until the next take().
  void prepare();

  /// Gives the one that is ready the name `path`. Nothing if none is ready or the disk refuses:
  /// then the caller makes one itself and hears what the disk says.
  std::unique_ptr<File> take(const std::string& path);

 private:
  struct State;

  // constant after construction
  Disk& disk_;
  Executor* const executor_;
  const std::string path_;
  const std::uint64_t bytes_;
  // shared_ptr: with a task under way, which may outlive this
  const std::shared_ptr<State> state_;
};

}  // namespace spotter::storage
