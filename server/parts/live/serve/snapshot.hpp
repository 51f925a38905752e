// What is served: an immutable compiled configuration, shared by all lanes.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parts/live/define/book.hpp"
#include "parts/live/flags/evaluation.hpp"
#include "parts/live/flags/feature.hpp"
#include "parts/live/serve/decision.hpp"

namespace spotter::live {

/// How a served flag is offered.
struct ServedFlag {
  bool enabled = true;
  bool visible_to_clients = true;
  boost::json::value default_;
  boost::json::value feature = {};  ///< default and rules in GrowthBook's grammar
};

/// By event name: where the numbers stand that metrics sum.
using ValuePaths = std::map<std::string, std::vector<std::string>, std::less<>>;

/// All flags as of one log sequence. Immutable; any thread, without waiting for anything.
class Snapshot {
 public:
  /// What surrounds the features.
  struct Surroundings {
    std::map<std::string, ServedFlag, std::less<>> flags;
    std::map<std::string, LaunchDefinition, std::less<>> launches;
    ValuePaths value_paths;
  };

  Snapshot(std::uint64_t version, Features features, Surroundings surroundings);

  /// Grows with every publish: the sequence of the record behind it.
  std::uint64_t version() const { return version_; }
  /// Nothing if there is no such flag.
  std::optional<Decision> decide(std::string_view flag,
                                 const boost::json::object& attributes) const;
  /// Sorted by key.
  std::vector<Decision> decide_all(const boost::json::object& attributes,
                                   bool client_visible_only) const;
  /// Every launch, whatever its state; nullptr if there is none of this key.
  const LaunchDefinition* launch(std::string_view key) const;
  /// The paths that metrics sum in events of this name, each once.
  const std::vector<std::string>& value_paths(std::string_view event) const;
  /// The flags that clients evaluate themselves, in GrowthBook's grammar and sorted by key: those
  /// that are enabled and visible to clients.
  boost::json::object payload() const;

 private:
  Decision decide(const std::string& key, const ServedFlag& flag,
                  const EvaluationContext& context) const;

  const std::uint64_t version_;
  const Features features_;
  const Surroundings around_;
};

/// Compiles all definitions. They have been checked, so what does not compile is a bug.
/// shared_ptr: the published snapshot lives on in a lane until that lane has taken the next one.
std::shared_ptr<const Snapshot> compile(const Book& book, std::uint64_t version);

}  // namespace spotter::live
