// What each kind of GrowthBook's shared cases means.
#pragma once

#include <boost/json/array.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace spotter::live {

/// One case as it stands in the file.
using GrowthbookCase = boost::json::array;

/// Nothing if the case passes, else what was got instead. Throws std::exception for a case that is
/// not made like its kind.
using RunCase = std::optional<std::string> (*)(const GrowthbookCase& one);

/// Nullptr for kinds that do not apply or are not known.
RunCase find_kind(std::string_view kind);

}  // namespace spotter::live
