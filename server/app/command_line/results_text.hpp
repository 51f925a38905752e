// A launch's results as text for people.
#pragma once

#include <boost/json/value.hpp>
#include <string>

namespace spotter::app {

/// Tables of arms and guardrails, as GET /api/launches/{key}/results gives them.
std::string results_text(const boost::json::value& results);

}  // namespace spotter::app
