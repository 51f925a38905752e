// Reads JSON with every number correctly rounded. Boost 1.81's own parser is off by one unit in the
// last place for about a tenth of all 17-digit numbers, which would move units between arms.
#pragma once

#include <boost/json/error.hpp>
#include <boost/json/value.hpp>
#include <cstddef>
#include <string_view>

namespace spotter::wire {

/// Parses one JSON document; `error` is set if it is none or nested deeper than `depth_max`. Whole
/// numbers that fit stay std::int64_t or std::uint64_t, all others become the nearest double.
boost::json::value parse_exact(std::string_view text, std::size_t depth_max,
                               boost::json::error_code& error);

}  // namespace spotter::wire
