// The log counted once more, by code of its own: what semantics.md says, written down plainly.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "parts/live/act/records.hpp"
#include "simulation/plain_agreements.hpp"
#include "stats/label_process.hpp"
#include "storage/event_log/frame.hpp"

namespace spotter::simulation {

/// A launch as the log alone tells it.
struct PlainLaunch {
  /// From this record on.
  struct Step {
    Sequence sequence = 0;
    live::State state = live::State::draft;
    bool killed = false;
  };
  struct Crossing {
    Sequence sequence = 0;
    bool red = false;
    double log_e = 0;
  };
  struct Arm {
    std::uint64_t units = 0;
    std::vector<std::uint64_t> converted;  ///< by metric
  };

  live::LaunchDefinition definition;
  std::vector<live::Metric> metrics;  ///< the guardrails', then the goals'; once started
  std::vector<Arm> arms;
  std::uint64_t multiple_exposure = 0;
  std::uint64_t late = 0;
  double log_e = 0;
  std::vector<Crossing> crossings;
  std::vector<Step> steps;
  bool by_judge = false;  ///< rolled back by the judge

  const Step& now() const { return steps.back(); }
  /// As it stood once the record at `sequence` was taken; nothing before it was defined.
  const Step* at(Sequence sequence) const;
  bool started() const { return !metrics.empty(); }
  std::size_t units() const { return units_.size(); }
  /// Of a metric of kind mean: summed anew over all units.
  double mean(std::size_t arm, std::size_t metric) const;

 private:
  friend class PlainRecount;
  struct UnitState {
    Instant exposed;
    std::size_t arm = 0;
    bool excluded = false;
    std::set<std::size_t> converted;
    std::map<std::size_t, double> totals;  ///< of metrics of kind mean, not capped
  };
  struct Waiting {
    Instant at;
    Instant received;
    std::size_t metric = 0;
    double value = 0;
  };
  enum class Level { green, amber, red };
  bool is_amber() const { return level_ == Level::amber || ratio_alarm_; }
  std::unordered_map<Unit, UnitState, UnitHash> units_;
  std::unordered_map<Unit, std::vector<Waiting>, UnitHash> waiting_;
  std::vector<stats::LabelTest> tests_;
  std::vector<double> weights_;
  std::vector<double> shares_;
  Level level_ = Level::green;
  bool ratio_alarm_ = false;
  // cleared by a person, and the evidence has not fallen since
  bool harm_cleared_ = false;
  bool ratio_cleared_ = false;
};

/// Takes the records of the log in order. Slow and simple where the loop is fast.
class PlainRecount {
 public:
  /// A message that is in the log already.
  struct Known {
    Sequence sequence = 0;
    Instant received;
  };

  /// Called for each new step of a launch.
  std::function<void(const PlainLaunch&)> on_step;

  /// Throws Violation if a message comes twice within the window of de-duplication.
  void take(const storage::StoredRecord& record);

  Sequence sequence() const { return sequence_; }
  /// Over everything taken so far.
  std::uint64_t digest() const { return digest_; }
  const std::map<std::string, PlainLaunch>& launches() const { return launches_; }
  std::uint64_t late(const PlainLaunch& launch) const;
  /// The place of a message, by its id; nothing if it is not in the log.
  std::optional<Sequence> find(std::string_view message_id) const;
  const PlainAgreements& agreements() const { return agreements_; }
  std::uint64_t events() const { return known_.size(); }

 private:
  void take_event(const live::EventRecord& event);
  void take_definitions(const live::DefinitionsRecord& record);
  void take_command(const live::CommandRecord& record);
  void take_agreement(const launches::AgreementRecord& record);
  bool refused(const live::Definitions& definitions) const;
  void start(PlainLaunch& launch);
  void clear(PlainLaunch& launch);
  void step(PlainLaunch& launch, live::State state, bool killed);
  void expose(PlainLaunch& launch, const live::EventRecord& event);
  void convert(PlainLaunch& launch, std::size_t metric, const live::EventRecord& event);
  bool count(PlainLaunch& launch, PlainLaunch::UnitState& unit, const PlainLaunch::Waiting& event);
  void settle_waiting(PlainLaunch& launch, const Unit& of, PlainLaunch::UnitState* unit);
  void judge(PlainLaunch& launch);
  void judge_ratio(PlainLaunch& launch);
  void judge_harm(PlainLaunch& launch);
  void cross(PlainLaunch& launch, bool red, double log_e);
  bool is_too_old(Instant received) const;
  void remember(const live::EventRecord& event);

  Sequence sequence_ = 0;
  std::uint64_t digest_ = 0;
  Instant latest_{};
  std::map<std::string, live::Metric> metrics_;
  std::map<std::string, PlainLaunch> launches_;
  PlainAgreements agreements_;
  std::unordered_map<std::uint64_t, Known> known_;  ///< by the hash of the message's id
};

}  // namespace spotter::simulation
