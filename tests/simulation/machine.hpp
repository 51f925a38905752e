// The machine that the server runs on: starts it, kills it, cuts its power, starts it again.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/core.hpp"
#include "app/key_desk.hpp"
#include "app/member_book.hpp"
#include "app/routes.hpp"
#include "http/router.hpp"
#include "simulation/disk.hpp"
#include "simulation/doorkeeper.hpp"
#include "simulation/plan.hpp"
#include "simulation/scheduler.hpp"

namespace spotter::simulation {

/// What the server's outside is made of; one object of the whole run.
struct Surroundings {
  Plan plan;
  Dice dice;
  History history;
  VirtualTime time;
  Scheduler scheduler;
  SkewedClock server_clock;
  SimulatedDisk disk;

  explicit Surroundings(const Options& options);
};

/// The server on its machine. The program's own core, routes, decoders and statistics; what the
/// simulator puts in are the threads, the disk, the clock, the randomness and the network.
class Machine {
 public:
  explicit Machine(Surroundings& around);
  ~Machine();

  /// Called while the machine is careful (no faults): by whoever checks.
  std::function<void()> on_started;    ///< replayed, not yet serving
  std::function<void()> on_dying;      ///< its state can still be looked at
  std::function<void()> on_dead;       ///< all of it is gone
  std::function<void()> on_logged;     ///< the log's thread did something
  std::function<void()> on_measured;   ///< the loop's thread did something
  std::function<void()> on_published;  ///< a lane took a snapshot

  /// Tries to start, again and again until it serves.
  void start();
  /// The program ends at once: as kill -9, or with the power gone too.
  void crash(bool power);
  /// Runs one step of everything; a PowerCut of the disk's ends the program.
  bool step();

  bool up() const { return serving_; }
  Duration up_since() const { return up_since_; }
  app::Core& core() { return *core_; }
  std::size_t lanes() const { return lanes_.size(); }
  app::LaneBridge& bridge(std::size_t lane) { return *bridges_.at(lane); }
  storage::Database& database() { return database_; }
  const live::Pseudonyms& pseudonyms() const { return pseudonyms_; }
  Queue& lane(std::size_t number) { return *lanes_.at(number); }

  /// A request as http would hand it to this lane. `opened` is for event streams.
  void receive(std::size_t lane, wire::Request request, wire::Reply reply,
               std::shared_ptr<wire::EventStream> opened);

  /// State cannot be written for a while: the database's disk is full.
  void fill_database(bool full);

 private:
  Result<void> try_start();
  void serve();
  void bury();
  void tick();
  void note_lane(std::size_t lane);
  bool loses_rollback();
  void handle(std::size_t lane, wire::Request request, const wire::Reply& reply,
              const std::shared_ptr<wire::EventStream>& opened);

  Surroundings& around_;
  const live::Pseudonyms::Key pseudonym_key_;
  const live::Pseudonyms pseudonyms_;
  const Doorkeeper keys_;
  const app::ServeOptions options_;
  Dice server_dice_;
  app::KeyRing key_ring_;
  people::Roster roster_;
  Dice people_dice_{1};  // nobody signs in, so histories stay the same
  const app::MemberBook members_{roster_};
  storage::Database database_;
  Queue& log_;
  Queue& loop_;
  Queue& state_;
  Queue& checkpoints_;
  Queue& reserve_;
  std::vector<Queue*> lanes_;
  protocols::AnalysisDesk analyses_{state_};
  // of one life
  std::unique_ptr<app::Core> core_;
  std::unique_ptr<live::RecountDesk> recounts_;
  std::optional<launches::TrackerDesk> tracker_;
  std::optional<app::KeyDesk> key_desk_;
  std::optional<people::PeopleDesk> people_;
  std::optional<people::Reception> reception_;
  std::optional<app::JournalDesk> journal_;
  std::optional<app::Desks> desks_;
  std::vector<app::LaneBridge*> bridges_;
  std::vector<std::unique_ptr<http::Router>> routers_;
  std::vector<std::uint64_t> versions_;
  std::size_t rollbacks_seen_ = 0;
  bool serving_ = false;
  std::uint64_t life_ = 0;
  Duration up_since_{};
};

}  // namespace spotter::simulation
