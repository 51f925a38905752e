// GrowthBook's shared cases (MIT; growthbook/growthbook, packages/sdk-js/test/cases.json), run
// against our evaluator.
#pragma once

#include <cstdio>
#include <string_view>

#include "base/result.hpp"

namespace spotter::live {

struct CaseTally {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t skipped = 0;
};

/// Runs every list of the file. Prints a line per failure and a line per kind that is skipped. A
/// problem if the text is not such a file.
Result<CaseTally> run_growthbook_cases(std::string_view text, std::FILE* out);

}  // namespace spotter::live
