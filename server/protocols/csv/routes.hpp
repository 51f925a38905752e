// The URL that analyses an uploaded table.
#pragma once

#include <atomic>

#include "base/executor.hpp"
#include "wire/route.hpp"

namespace spotter::protocols {

/// Where uploads are analysed: never on a lane, since a large one takes a second or more. Outlives
/// the routes; shared by all lanes.
struct AnalysisDesk {
  Executor& worker;
  std::atomic<std::size_t> waiting{0};  ///< at most limits::analyses_waiting_max
};

/// POST /api/analyses. Handlers may run on any thread.
wire::Routes analysis_routes(AnalysisDesk& desk);

}  // namespace spotter::protocols
