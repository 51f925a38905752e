// The two departments that run launches together.
#pragma once

#include <boost/describe/enum.hpp>

namespace spotter::wire {

/// Whose scoreboard, key or signature something is. Departments of other kinds have no side.
enum class Side { marketing, it };
BOOST_DESCRIBE_ENUM(Side, marketing, it)

/// The other one.
constexpr Side other(Side side) { return side == Side::it ? Side::marketing : Side::it; }

}  // namespace spotter::wire
