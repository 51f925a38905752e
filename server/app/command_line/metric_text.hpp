// Metrics as text for people.
#pragma once

#include <boost/json/value.hpp>
#include <string>

namespace spotter::app {

/// "marketing: Maria Keller, IT: nobody yet" of a metric's `owners`.
std::string owners_words(const boost::json::value& owners);

/// A paragraph a metric, as GET /api/metrics gives them.
std::string metrics_text(const boost::json::value& list);

/// Who owns the metrics of GET /api/launches/{key}, a line each; empty where nobody owns any.
std::string owners_text(const boost::json::value& launch);

}  // namespace spotter::app
