// The interface to launches: definitions in, commands in, views out.
#pragma once

#include "base/executor.hpp"
#include "parts/live/act/loop.hpp"
#include "parts/live/show/needs.hpp"
#include "parts/live/show/watchers.hpp"
#include "wire/route.hpp"

namespace spotter::live {

/// What the routes work on. All outlive the routes; `loop` and `watchers` are touched on
/// `loop_thread` only.
struct LaunchDesk {
  Executor& loop_thread;
  Loop& loop;
  Watchers& watchers;
  RecordWriter& records;
  JournalReader& journal;
};

/// All /api routes of launches and their metrics. Handlers may run on any thread.
wire::Routes launch_routes(const LaunchDesk& desk);

}  // namespace spotter::live
