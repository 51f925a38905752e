// What a seed decides before anything happens.
#pragma once

#include <cstdint>
#include <functional>

#include "simulation/dice.hpp"
#include "simulation/disk.hpp"
#include "simulation/history.hpp"
#include "storage/event_log/segment.hpp"

namespace spotter::simulation {

/// A bug put in at a seam of the program, which the checkers must find.
enum class Plant {
  none,
  lost_sync,        ///< Disk::sync does nothing
  double_count,     ///< every request seems to come from another source: duplicates get through
  missed_rollback,  ///< a lane never hears of a rollback
};

struct Options {
  std::uint64_t seed = 1;
  std::uint64_t events = 4'000;  ///< how many the clients make, about
  Plant plant = Plant::none;
  /// Called every now and then; may be empty. Changes nothing.
  std::function<void(const History&)> on_progress = {};
};

struct Plan {
  Options options;
  std::size_t lanes = 2;
  std::size_t clients = 4;
  std::size_t launches = 3;
  Duration arrival{};         ///< mean time between two visitors
  Duration trouble{};         ///< mean time between two troubles of the machine
  double network_loss = 0;    ///< of each request and each answer
  Duration network_slow{};    ///< the slowest, but for what is lost
  DiskFaults faults;          ///< while there are any
  bool nights = false;        ///< days pass, so that windows close
  bool signatures = false;    ///< both sides have to sign before a launch starts
  bool server_clock = false;  ///< the server's clock jumps
  Duration stall_max{};       ///< of the program's threads
  storage::EventLogSettings log;
  Sequence checkpoint_every = 1;
};

Plan plan_of(const Options& options, Dice& dice);

}  // namespace spotter::simulation
