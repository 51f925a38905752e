// A track call's properties: JSON -> boost::json, with a limit on depth.
#pragma once

#include <simdjson.h>

#include <boost/json/object.hpp>
#include <string>

#include "base/result.hpp"

namespace spotter::protocols {

/// Reads an object; null and other types give an empty one. A text that is not Unicode and a
/// number beyond double are left out; of repeated names the last counts. bad_request if it nests
/// deeper than limits::properties_depth_max or is not JSON. All of it is made in `memory`.
Result<boost::json::object> read_properties(simdjson::ondemand::value value,
                                            const boost::json::storage_ptr& memory);

/// A property that names something, as text; "" if it is missing or neither text nor a number.
std::string property_text(const boost::json::object& properties, std::string_view name);

}  // namespace spotter::protocols
