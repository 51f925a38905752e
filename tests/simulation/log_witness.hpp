// Reads the log as it grows and remembers what must hold ever after.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "parts/live/recount/recount.hpp"
#include "simulation/log_cursor.hpp"
#include "simulation/plain_agreements.hpp"

namespace spotter::simulation {

/// A launch as the log tells it.
struct WitnessedLaunch {
  /// From this record on.
  struct Step {
    Sequence sequence = 0;
    live::State state = live::State::draft;
    bool killed = false;
  };

  std::vector<Step> steps;  ///< never empty
  bool by_judge = false;    ///< rolled back by the judge

  const Step& now() const { return steps.back(); }
  /// As it stood once the record at `sequence` was taken; nothing before it was defined.
  const Step* at(Sequence sequence) const;
};

/// Hands the log's records to the program's own recount, which shares neither state nor counting
/// with the loop, and keeps what a recount forgets: a digest of all bytes, where each message
/// stands, and when each launch changed.
class LogWitness {
 public:
  LogWitness();

  /// Called for each new step of a launch.
  std::function<void(const std::string& launch, const WitnessedLaunch&)> on_step;

  /// Throws Violation if a record is out of order or cannot be read, or if a message comes twice
  /// within the window of de-duplication, or if a launch starts that nobody agreed to.
  void take(const storage::StoredRecord& record);

  Sequence sequence() const { return recount_.sequence(); }
  /// Over everything taken so far.
  std::uint64_t digest() const { return digest_; }
  /// The digest of everything before and this record.
  static std::uint64_t digest(std::uint64_t before, const storage::StoredRecord& record);
  live::Recount& recount() { return recount_; }
  const live::Launch& launch(const std::string& key) const {
    return recount_.book().launches.at(key);
  }
  const std::map<std::string, WitnessedLaunch>& launches() const { return launches_; }
  /// The place of a message, by its id; nothing if it is not in the log.
  std::optional<Sequence> find(std::string_view message_id) const;

 private:
  struct Known {
    Sequence sequence = 0;
    Instant received;
  };

  void remember(const storage::StoredRecord& record);
  void follow_launches(bool by_event);
  void listen(const launches::AgreementRecord& record);
  void expect_agreed(const live::Launch& launch);

  live::Recount recount_;
  PlainAgreements agreements_;
  std::uint64_t digest_ = 0;
  Instant latest_{};
  std::unordered_map<std::uint64_t, Known> known_;  ///< by the hash of the message's id
  std::map<std::string, WitnessedLaunch> launches_;
};

}  // namespace spotter::simulation
