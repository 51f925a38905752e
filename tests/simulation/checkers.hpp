// What must always hold, whatever order, clock, network and disk do (architecture.md, section 6).
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "simulation/network.hpp"
#include "simulation/plain_recount.hpp"

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

  const PlainRecount& recount() const { return recount_; }

 private:
  void read_log();
  void compare_log();
  void look_at_state();
  void compare_state();
  void compare_replies(const Call& call, const wire::Response& response);
  void compare_results(const boost::json::object& results);
  void compare_arms(const PlainLaunch& launch, const boost::json::object& results) const;
  void compare_means(const PlainLaunch& launch, const boost::json::array& arms) const;
  void compare_crossings(const PlainLaunch& launch, const boost::json::object& results) const;
  void compare_launches();
  void compare_receipt(const PlainLaunch& launch);
  void compare_database();
  void compare_journal(const PlainLaunch& launch);
  void watch(const PlainLaunch& launch);
  void expect_off(const std::string& launch, Sequence sequence);
  void expect_lane_off(std::size_t lane, const PlainLaunch& launch, Sequence sequence);
  void held() { ++around_.history.checks; }

  Surroundings& around_;
  Machine& machine_;
  Network& network_;
  PlainRecount recount_;
  std::string state_before_;  ///< of the program, when it died; empty: unknown
  Sequence state_sequence_ = 0;
};

}  // namespace spotter::simulation
