// One evaluation under way: what it has spent, found and exposed so far.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parts/live/flags/evaluator.hpp"

namespace spotter::live {

/// Belongs to one call of evaluate(); flags wait for other flags, so it calls itself.
class EvaluationRun {
 public:
  EvaluationRun(const Features& features, const EvaluationContext& context);

  /// evalFeature: without tracks and sticky changes, which are collected here.
  Evaluation feature(std::string_view flag);
  /// runExperiment; `flag` is the flag it belongs to, if any.
  ExperimentResult experiment(const Experiment& experiment, std::optional<std::string> flag);

  std::vector<Track> take_tracks() { return std::move(tracks_); }
  std::vector<StickyDocument> sticky_changes() const;
  bool gave_up() const { return gave_up_; }

 private:
  // A unit's name and value; no value if the visitor has none.
  struct UnitValue {
    std::string attribute;
    const boost::json::value* value = nullptr;

    std::string text() const;
    std::optional<double> bucket(const HashSeed& seed, int hash_version) const;
    std::string stored_text() const;  // as a sticky document names it
  };
  enum class Parents { pass, skip, gate, cycle };

  bool spend_step();
  const boost::json::object& attributes() const;
  UnitValue unit(const std::string& attribute, const std::string& fallback = {}) const;
  bool passes(const Condition& condition) const;
  bool filtered_out(const std::vector<BucketFilter>& filters) const;
  void track(Track track);

  // Rules
  Evaluation rules(std::string_view flag, const Feature& feature);
  std::optional<Evaluation> rule(std::string_view flag, const FeatureRule& rule);
  std::optional<Evaluation> force(const ForceRule& force);
  std::optional<Evaluation> experiment_rule(std::string_view flag, const Experiment& experiment);
  Parents parents(const std::vector<ParentCondition>& parents);
  bool in_rollout(const Rollout& rollout) const;

  // Experiments
  struct Assignment;
  UnitValue unit_of(const Experiment& experiment) const;
  std::optional<Assignment> forced(const Experiment& experiment) const;
  bool admits(const Experiment& experiment, const UnitValue& unit);
  Assignment assign(const Experiment& experiment, const std::vector<BucketRange>& ranges);
  Assignment assign_unit(const Experiment& experiment, const UnitValue& unit,
                         const std::vector<BucketRange>& ranges);
  ExperimentResult result(const Experiment& experiment, const Assignment& assignment) const;
  const BanditLeaf* find_leaf(const Bandit& bandit) const;

  // Sticky assignments
  bool remembers(const Experiment& experiment) const;
  const StickyDocument* sticky_document(const UnitValue& unit) const;
  StickyFinding sticky_finding(const Experiment& experiment) const;
  void remember(const Experiment& experiment, const UnitValue& unit, const std::string& arm_key);

  const Features& features_;
  const EvaluationContext& context_;
  std::vector<std::string> open_flags_;  // flags being evaluated, to stop cycles
  std::size_t steps_left_;
  bool gave_up_ = false;
  std::vector<Track> tracks_;
  std::map<std::string, std::size_t> tracked_;  // exposure_key -> its place in tracks_
  StickyDocuments sticky_changes_;
};

}  // namespace spotter::live
