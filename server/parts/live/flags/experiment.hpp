// An experiment in GrowthBook's grammar, compiled: who is in it and which arm they get.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "parts/live/flags/bucket.hpp"
#include "parts/live/flags/condition.hpp"

namespace spotter::live {

/// Another flag whose value must pass first.
struct ParentCondition {
  std::string flag;
  Condition condition;
  bool gate = false;  ///< true: if it fails, the whole flag is off, not just the rule
};

/// What is hashed with the unit.
struct HashSeed {
  std::string text;
  /// False for a number, a boolean or a missing seed: JavaScript adds a numeric unit to it instead
  /// of joining texts, and hashes nothing.
  bool joins = true;
};

/// A hash test of its own: the unit must fall into one of the ranges.
struct BucketFilter {
  HashSeed seed;
  std::string attribute;
  int hash_version = 2;
  std::vector<BucketRange> ranges;
};

/// What people call an arm.
struct ArmMeta {
  std::string key;  ///< empty: the arm's number
  std::string name;
  bool passthrough = false;  ///< counts as exposed, but the next rule decides the value
};

/// Weights that depend on a condition (contextual bandits, SDK 1.8.0).
struct BanditLeaf {
  boost::json::value id;
  Condition condition;
  boost::json::value weights_json;  ///< null if the leaf has none
  std::vector<BucketRange> ranges;
};

struct Bandit {
  std::optional<boost::json::value> version;
  std::vector<BanditLeaf> leaves;
  boost::json::value fallback_weights;  ///< where no leaf matches: the experiment's own
};

/// How assignments are remembered.
struct StickyRule {
  bool disabled = false;
  std::string bucket_version = "0";
  double bucket_version_min = 0;  ///< assignments under a lower version block the unit
};

struct Experiment {
  enum class Status { running, draft, stopped };

  std::string key;
  boost::json::array arms;          ///< the value of each arm
  std::vector<BucketRange> ranges;  ///< of bucket values, one per arm as a rule
  std::string hash_attribute;       ///< the unit
  std::string fallback_attribute;   ///< empty if none; used with sticky assignments only
  HashSeed seed;
  int hash_version = 1;  ///< 1 or 2; any other puts nobody in
  std::optional<std::vector<BucketFilter>> filters;
  std::optional<Namespace> space;
  std::optional<Condition> condition;
  std::vector<ParentCondition> parents;
  std::optional<std::vector<std::string>> groups;
  std::vector<ArmMeta> meta;  ///< as many as were given
  StickyRule sticky;
  std::optional<Bandit> bandit;
  bool has_force = false;
  std::optional<std::size_t> force;  ///< with has_force: this arm for everybody, or none
  Status status = Status::running;
  boost::json::object definition;  ///< as the SDK reports it to a tracking callback

  /// The arm's key: meta's, else its number.
  std::string arm_key(std::size_t arm) const;
};

/// Reads an experiment as `growthbook.run(experiment)` does. Unknown fields are ignored; problems
/// point into `definition`, below `at`. URL targeting is refused: it needs a browser.
Result<Experiment> compile_experiment(const boost::json::object& definition, const std::string& at);

/// Reads a list of parentConditions.
Result<std::vector<ParentCondition>> compile_parents(const boost::json::value& list,
                                                     const std::string& at);

/// Reads a list of filters.
Result<std::vector<BucketFilter>> compile_filters(const boost::json::value& list,
                                                  const std::string& at);

/// The arm a unit's hash falls into, whatever its attributes, the experiment's conditions, filters
/// and status; nothing if coverage leaves the unit out. `unit` is the hash attribute as text.
std::optional<std::size_t> assigned_arm(const Experiment& experiment, std::string_view unit);

}  // namespace spotter::live
