// Versions as texts that sort in the right order.
#pragma once

#include <boost/json/value.hpp>
#include <string>

namespace spotter::live {

/// GrowthBook's padded version text: "v1.10.0+build" becomes "    1-   10-    0-~". Compare two
/// of them with compare_units. What is neither a number nor a text counts as "0".
std::string padded_version(const boost::json::value& version);

}  // namespace spotter::live
