// What must always hold, whatever order, clock, network and disk do (architecture.md, section 6).
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "parts/live/recount/figures.hpp"
#include "simulation/log_witness.hpp"
#include "simulation/network.hpp"

namespace spotter::simulation {

/// Watches one machine. Each check throws Violation.
class Checkers {
 public:
  Checkers(Surroundings& around, Machine& machine, Network& network);

  /// A client was told that these messages are kept, at `sequence` or before.
  void acknowledged(const std::vector<std::string>& message_ids, Sequence sequence);
  /// A visitor was told what a flag is.
  void decided(const std::string& visitor, const boost::json::object& flag, Sequence version);
  /// Somebody who was told `sequence` asked for results afterwards.
  void read_after(Sequence sequence, const boost::json::object& results);
  /// Everything, once nothing is left to do.
  void all_quiet();

  const LogWitness& witness() const { return witness_; }

 private:
  void read_log();
  void compare_log();
  bool is_worth_a_walk();
  void compare_now_and_then();
  void compare_figures();
  void compare_figures(live::Recount& recount);
  void recount_anew();
  void look_at_state();
  void compare_state();
  void compare_replies(const Call& call, const wire::Response& response);
  void compare_results(const boost::json::object& results);
  void compare_launches();
  void compare_receipt(const std::string& launch);
  void compare_database();
  void compare_journal(const std::string& launch, const WitnessedLaunch& witnessed);
  void watch(const std::string& launch, const WitnessedLaunch& witnessed);
  void expect_off(const std::string& launch, Sequence sequence);
  void expect_lane_off(std::size_t lane, const std::string& launch, Sequence sequence);
  void held() { ++around_.history.checks; }

  Surroundings& around_;
  Machine& machine_;
  Network& network_;
  Dice dice_;
  LogCursor cursor_;
  LogWitness witness_;
  bool due_ = false;          ///< the loop is compared with the recount as soon as both are level
  Sequence compared_ = 0;     ///< the record of the last comparison
  Sequence next_due_ = 0;     ///< then at the latest
  std::uint64_t faults_ = 0;  ///< of the disk, at the last comparison
  std::string state_before_;  ///< of the program, when it died; empty: unknown
  Sequence state_sequence_ = 0;
};

}  // namespace spotter::simulation
