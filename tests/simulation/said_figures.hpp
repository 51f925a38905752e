// What the program's results say, under the names of a recount's figures.
#pragma once

#include <boost/json/object.hpp>

#include "parts/live/recount/figures.hpp"

namespace spotter::simulation {

/// Of an answer to GET /api/launches/{key}/results; throws if a member is missing.
live::Figures figures_said(const boost::json::object& results);

}  // namespace spotter::simulation
