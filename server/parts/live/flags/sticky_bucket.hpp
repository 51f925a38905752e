// Remembered assignments: a unit keeps its arm although weights change (GrowthBook's sticky
// buckets).
#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "parts/live/flags/experiment.hpp"

namespace spotter::live {

/// All assignments of one unit: {"experiment__version": "arm key"}.
struct StickyDocument {
  std::string attribute_name;
  std::string attribute_value;
  boost::json::object assignments;

  /// "id||u1"
  std::string key() const { return attribute_name + "||" + attribute_value; }
};

/// {"attributeName", "attributeValue", "assignments"}
boost::json::object to_json(const StickyDocument& document);

/// By StickyDocument::key().
using StickyDocuments = std::map<std::string, StickyDocument, std::less<>>;

/// What the documents say about one experiment.
struct StickyFinding {
  std::optional<std::size_t> arm;
  bool blocked = false;  ///< assigned under a version below bucket_version_min
};

/// Looks in the units' assignments; the first one wins where both have one.
StickyFinding find_sticky(const Experiment& experiment, const boost::json::object* of_unit,
                          const boost::json::object* of_fallback);

/// The name under which an experiment's arm is remembered: "experiment__version".
std::string sticky_name(const Experiment& experiment);

}  // namespace spotter::live
