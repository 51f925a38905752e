// A definitions file: YAML -> JSON, with the line of everything in it.
#pragma once

#include <boost/json/value.hpp>
#include <map>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace spotter::app {

struct DefinitionsFile {
  boost::json::value value;
  std::map<std::string, int, std::less<>> lines;  ///< JSON pointer -> line, the first is 1

  /// The line of what `pointer` names; of its nearest ancestor that stands in the file if it does
  /// not.
  int line_of(std::string_view pointer) const;
};

/// Why a file cannot be read. `line` counts from 1.
struct LineProblem {
  int line = 1;
  std::string reason;

  bool operator==(const LineProblem&) const = default;
};

/// Reads one YAML 1.2 document of plain data (core schema; quoted scalars are text). Refused:
/// repeated keys, anchors and aliases, tags, several documents, tabs as indentation, .nan and
/// .inf, nesting beyond 32, more than limits::definitions_bytes_max.
tl::expected<DefinitionsFile, LineProblem> read_definitions(std::string_view yaml);

}  // namespace spotter::app
