// JSON as text for people and programs: 0.5 rather than 5E-1.
#pragma once

#include <boost/json/value.hpp>
#include <string>

namespace spotter::wire {

/// Compact JSON. Doubles in the shortest form that reads back as the same number, whole ones below
/// 2^53 without a point; members in their order. Any thread.
std::string json_text(const boost::json::value& value);

}  // namespace spotter::wire
