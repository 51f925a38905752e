// Flags with rules, compiled from GrowthBook's payload (protocols.md 3.4).
#pragma once

#include <boost/json/value.hpp>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "parts/live/flags/experiment.hpp"
#include "parts/live/flags/saved_groups.hpp"

namespace spotter::live {

/// How far a forced value reaches: all units with n <= coverage, or those in a range.
struct Rollout {
  std::optional<BucketRange> range;  ///< wins over coverage
  std::optional<double> coverage;    ///< 0 is nobody, although bucket 0 would pass n <= 0
  bool nobody = false;
  HashSeed seed;
  std::string hash_attribute;
  std::string fallback_attribute;
  int hash_version = 1;
  bool sticky_disabled = false;

  bool everybody() const { return !range && !coverage; }
};

/// A rule that gives one value.
struct ForceRule {
  boost::json::value value;
  std::optional<Condition> condition;
  Rollout rollout;
  boost::json::array tracks;  ///< exposures that were found elsewhere: {experiment, result}
};

/// One rule of a flag. Neither force nor experiment: it is skipped.
struct FeatureRule {
  std::string id;
  std::vector<ParentCondition> parents;
  std::optional<std::vector<BucketFilter>> filters;
  std::optional<ForceRule> force;
  std::optional<Experiment> experiment;
};

struct Feature {
  boost::json::value default_value;
  std::vector<FeatureRule> rules;
};

/// All flags of a payload. Immutable after compile(): any number of threads may evaluate at once.
/// Results point into it, so it must outlive them.
class Features {
 public:
  using ByKey = std::map<std::string, Feature, std::less<>>;

  Features() = default;

  /// From {"features": {key: {"defaultValue", "rules"}}, "savedGroups", "contextualBandits"}.
  /// Unknown fields are ignored. What the JavaScript SDK could not run either is a problem whose
  /// pointer names the place, such as "/features/banner/rules/0/weights/1".
  static Result<Features> compile(const boost::json::value& payload);

  /// Nothing if there is no such flag.
  const Feature* find(std::string_view key) const;
  const ByKey& all() const { return features_; }
  const SavedGroups& groups() const { return groups_; }

 private:
  ByKey features_;
  SavedGroups groups_;
};

/// As for its experiment; nothing if the rule has none.
std::optional<std::size_t> assigned_arm(const FeatureRule& rule, std::string_view unit);

}  // namespace spotter::live
