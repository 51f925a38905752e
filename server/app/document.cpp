// The API document comes from the route table. Making the table needs desks; these are never
// called.
#include "app/agreement_bridge.hpp"
#include "app/routes.hpp"
#include "base/ensure.hpp"
#include "parts/live/show/watchers.hpp"
#include "wire/openapi.hpp"

namespace spotter::app {

namespace {

struct Undone final : live::Outlet,
                      live::RecordWriter,
                      live::JournalReader,
                      Executor,
                      launches::MemberDirectory {
  void publish(std::shared_ptr<const live::Snapshot>, std::optional<live::RolledBack>) override {}
  void keep(live::StateChange) override {}
  void write(live::RecordKind, std::string, std::function<void(Result<live::Written>)>) override {}
  void read(const std::string&,
            std::function<void(Result<std::vector<journal::KeptEntry>>)>) override {}
  void post(Task) override {}
  std::optional<launches::Person> find(const std::string&) const override { return {}; }
};

}  // namespace

boost::json::object api_document() {
  Undone undone;
  const SystemClock clock;
  live::Loop loop(undone, clock);
  live::Watchers watchers(loop);
  const live::LaunchDesk launches{undone, loop, watchers, undone, undone};
  const launches::Tracker tracker;
  const LoopFacts facts(loop);
  launches::TrackerStreams streams(tracker, facts);
  AgreementDesk agreement_desk(undone);
  const launches::TrackerDesk tracker_desk{undone, tracker, facts, streams, agreement_desk, undone};
  KeyRing ring;
  SystemRandom random;
  auto database = storage::Database::open(":memory:");
  ensure(database.has_value(), "an empty database in memory");
  KeyDesk keys(ring, *database, undone, random);
  protocols::AnalysisDesk analyses{undone};
  people::Roster roster;
  people::PeopleDesk people({*database, undone, undone, random, roster, ring});
  people::Reception reception(people, random, {});
  const JournalDesk journal{*database, undone};
  live::RecountDesk recounts({undone, loop, undone, {}});
  return wire::openapi(
      own_routes({launches, tracker_desk, recounts, analyses, keys, reception, journal, ""}),
      "Spotter", program_version);
}

}  // namespace spotter::app
