// Every URL of the program.
#pragma once

#include <functional>
#include <string>

#include "app/command_line/commands.hpp"
#include "app/journal_api.hpp"
#include "app/key_desk.hpp"
#include "app/lane_bridge.hpp"
#include "http/counts.hpp"
#include "parts/launches/agreement_api.hpp"
#include "parts/live/recount/recount_desk.hpp"
#include "parts/live/show/launch_api.hpp"
#include "parts/people/people_api.hpp"
#include "protocols/csv/routes.hpp"
#include "storage/event_log/event_log.hpp"
#include "wire/route.hpp"

namespace spotter::app {

/// What the program's own routes (health, metrics, documents) look at.
struct Desks {
  const live::LaunchDesk& launches;
  const launches::TrackerDesk& tracker;
  live::RecountDesk& recounts;
  const storage::EventLog& log;
  protocols::AnalysisDesk& analyses;
  const wire::Authenticate& keys;
  KeyDesk& key_desk;
  people::Reception& reception;
  const JournalDesk& journal;
  const ServeOptions& options;
  std::function<http::Counts()> http_counts;
};

/// The route table of one lane.
wire::Routes lane_routes(const Desks& desks, LaneBridge& bridge);

/// What the program's own interface works on, as far as it needs no lane.
struct OwnDesks {
  const live::LaunchDesk& launches;
  const launches::TrackerDesk& tracker;
  live::RecountDesk& recounts;
  protocols::AnalysisDesk& analyses;
  KeyDesk& keys;
  people::Reception& reception;
  const JournalDesk& journal;
  const std::string& notice;
};
wire::Routes own_routes(const OwnDesks& desks);

/// The API document of the program's own interface; foreign protocols have documents elsewhere.
boost::json::object api_document();

}  // namespace spotter::app
