// The route table as an OpenAPI 3.1 document.
#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "wire/route.hpp"

namespace spotter::wire {

/// The document of the visible routes, ordered by path and method so that equal tables give equal
/// bytes. Every operation has a "default" answer: problem+json.
boost::json::object openapi(const Routes& routes, std::string_view title, std::string_view version);

}  // namespace spotter::wire
