// Runs a file of reference cases and says which numbers do not agree.
#pragma once

#include <cstddef>
#include <ostream>
#include <string_view>

#include "base/result.hpp"

namespace spotter::stats {

/// Cases by outcome; a case passes only if all of its expected fields agree.
struct ReferenceTally {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t skipped = 0;  ///< of methods that are not built

  bool operator==(const ReferenceTally&) const = default;
};

/// Runs all cases of `file_text` (JSON with a list "cases" of {method, id, input, expected,
/// rel_tol, abs_tol}). Numbers agree if |got - expected| <= abs_tol + rel_tol*|expected|; null,
/// true, false and text exactly; lists and objects part by part. Writes to `out` one line per
/// failed case, then one per method that is not built. A Problem if the text is not such a file.
Result<ReferenceTally> run_reference_cases(std::string_view file_text, std::ostream& out);

}  // namespace spotter::stats
