// A launch's receipt as text for people.
#pragma once

#include <boost/json/value.hpp>
#include <string>

namespace spotter::app {

/// The receipt in marketing's words and in IT's, and what comes next.
std::string receipt_text(const boost::json::value& receipt);

}  // namespace spotter::app
