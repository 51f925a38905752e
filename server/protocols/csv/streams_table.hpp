// The streams of an analysis as CSV, for spreadsheets.
#pragma once

#include <string>

#include "parts/live/analyse/analysis.hpp"

namespace spotter::protocols {

/// A header and a row for each stream, in RFC 4180's form. Members of members are joined with
/// "_" ("always_valid_low"); what is null is empty.
std::string streams_table(const live::Analysis& analysis);

}  // namespace spotter::protocols
