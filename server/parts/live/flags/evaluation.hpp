// What a flag is for one visitor, and how that came about.
#pragma once

#include <boost/describe/enum.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "parts/live/flags/experiment.hpp"
#include "parts/live/flags/sticky_bucket.hpp"

namespace spotter::live {

/// Who is asking, and what is forced for them.
struct EvaluationContext {
  boost::json::value attributes = boost::json::object();  ///< an object; anything else is empty
  std::string url;                        ///< its query may force an arm: ?experiment=1
  boost::json::object forced_variations;  ///< experiment key -> arm number
  boost::json::object forced_values;      ///< flag key -> value
  std::set<std::string, std::less<>> groups;
  bool enabled = true;   ///< false: no experiment runs
  bool qa_mode = false;  ///< true: only forced arms
  /// Set: assignments are remembered. The documents of this visitor, which may be none.
  const StickyDocuments* sticky = nullptr;
};

/// Which part of a bandit gave the weights.
struct BanditChoice {
  boost::json::value leaf_id;  ///< -1: no leaf matched
  boost::json::value weights;  ///< null: equal weights
  std::optional<boost::json::value> version;
  bool from_leaf = false;
};

/// Where an experiment put the unit. The fields are GrowthBook's.
struct ExperimentResult {
  std::string key;                        ///< of the arm
  std::optional<std::string> feature_id;  ///< none for an experiment outside a flag
  bool in_experiment = false;
  bool hash_used = false;  ///< false where the arm was forced
  std::size_t variation_id = 0;
  boost::json::value value;
  std::string hash_attribute;     ///< the unit's name …
  boost::json::value hash_value;  ///< … and value; "" if there is none
  bool sticky_bucket_used = false;
  std::optional<double> bucket;
  std::string name;  ///< of the arm; may be empty
  bool passthrough = false;
  std::optional<BanditChoice> bandit;

  /// hash_value as the text that was hashed: 5.5 is "5.5", nothing is "".
  std::string unit_text() const;
};

/// An exposure that GrowthBook's tracking callback would be given. It counts if
/// result.in_experiment.
struct Track {
  const Experiment* experiment = nullptr;  ///< lives in Features; nullptr for a recorded track
  ExperimentResult result;
  boost::json::value recorded;  ///< an entry of a rule's `tracks`, as it is
};

/// Why a flag has its value.
enum class Source {
  unknownFeature,
  defaultValue,
  force,
  experiment,
  override,
  prerequisite,
  cyclicPrerequisite
};
BOOST_DESCRIBE_ENUM(Source, unknownFeature, defaultValue, force, experiment, override, prerequisite,
                    cyclicPrerequisite)

struct Evaluation {
  boost::json::value value;
  Source source = Source::unknownFeature;
  std::string rule_id;
  std::optional<ExperimentResult> experiment_result;  ///< with Source::experiment
  const Experiment* experiment = nullptr;             ///< of experiment_result; lives in Features

  // For OFREP's reasons (protocols.md 1).
  bool has_rules = false;                 ///< false: the flag is static
  std::optional<std::size_t> rule_index;  ///< the rule that decided
  bool rule_has_condition = false;
  bool rule_has_coverage = false;  ///< the rule splits units by coverage or range
  bool gave_up = false;            ///< limits::evaluation_steps_max or prerequisite_depth_max

  std::vector<Track> tracks;                   ///< also of prerequisites; each exposure once
  std::vector<StickyDocument> sticky_changes;  ///< to be stored

  bool on() const;  ///< the value is truthy
};

/// {"key", "featureId", "inExperiment", …} as the SDK returns it.
boost::json::object to_json(const ExperimentResult& result);

/// The experiment as the SDK reports it with a result, with a bandit's weights.
boost::json::object experiment_json(const Experiment& experiment, const ExperimentResult& result);

/// {"experiment", "result"}: an entry of `tracks` in a remote evaluation, not scrubbed.
boost::json::value to_json(const Track& track);

/// {"value", "on", "off", "source", "ruleId", "experiment"?, "experimentResult"?}
boost::json::object to_json(const Evaluation& evaluation);

/// Equal for exposures that are the same one: unit, experiment and arm.
std::string exposure_key(const Track& track);

}  // namespace spotter::live
