// A tracking library as sites use them: it batches, resends, and its clock is wrong.
#pragma once

#include <string>
#include <vector>

#include "simulation/checkers.hpp"
#include "simulation/network.hpp"

namespace spotter::simulation {

/// One event on its way; `json` lacks the closing brace, sentAt comes with sending.
struct Message {
  std::string id;
  std::string json;
};

/// Each instance has habits of its own, drawn once.
class ClientLibrary {
 public:
  ClientLibrary(Surroundings& around, Network& network, Checkers& checkers);

  /// `fields`: further members of the event, as JSON with a comma in front.
  void track(const std::string& visitor, const std::string& event, const std::string& fields = {});
  void expose(const std::string& visitor, const std::string& launch, const std::string& arm);

  /// True once everything was acknowledged.
  bool idle() const { return buffer_.empty() && under_way_ == 0; }
  /// From now on it only brings home what it has.
  void hurry() { hurrying_ = true; }
  /// The last record it was told of.
  Sequence told() const { return told_; }

 private:
  struct Batch {
    std::vector<Message> messages;
    int tries = 0;
    bool kept_before = false;  ///< a duplicate, sent on purpose
  };

  void flush();
  void send_after(Duration delay, Batch batch);
  void send(Batch batch);
  Call call_for(Batch& batch);
  void answered(Batch batch, const Answer& answer);
  void try_again(Batch batch);

  Surroundings& around_;
  Network& network_;
  Checkers& checkers_;
  Dice dice_;
  // habits
  const std::string name_;
  SkewedClock clock_;
  const std::size_t batch_max_;
  const Duration wait_max_;
  const bool says_when_sent_;
  const bool says_when_;
  const double shuffles_;
  const double repeats_;
  const std::string_view key_;
  // the state
  std::vector<Message> buffer_;
  std::uint64_t number_ = 0;
  std::size_t under_way_ = 0;
  bool flush_planned_ = false;
  bool hurrying_ = false;
  Sequence told_ = 0;
};

}  // namespace spotter::simulation
