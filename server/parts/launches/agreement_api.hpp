// The interface to agreements: the tracker, one launch's card, what people say about it, settings.
#pragma once

#include "base/executor.hpp"
#include "parts/launches/needs.hpp"
#include "parts/launches/tracker.hpp"
#include "parts/launches/tracker_streams.hpp"
#include "wire/route.hpp"

namespace spotter::launches {

/// What the routes work on. All outlive the routes; `tracker`, `now` and `streams` are touched on
/// `loop_thread` only, which is the thread that takes the log's records.
struct TrackerDesk {
  Executor& loop_thread;
  const Tracker& tracker;
  const LaunchesNow& now;
  TrackerStreams& streams;
  AgreementWriter& records;
  const MemberDirectory& members;
};

/// All /api routes of the tracker. Handlers may run on any thread.
wire::Routes agreement_routes(const TrackerDesk& desk);

}  // namespace spotter::launches
