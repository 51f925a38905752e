// Plain YAML scalars as JSON.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotter::app {

/// A plain (unquoted) scalar by the core schema of YAML 1.2, 10.3.2: null, true, 12, 0o17, 0xff,
/// 1.5e3; anything else is text, "yes" and "on" as well. bad_request for .nan, .inf and numbers
/// that do not fit.
Result<boost::json::value> plain_scalar(const std::string& text);

}  // namespace spotter::app
