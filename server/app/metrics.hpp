// GET /metrics: the program's own numbers for Prometheus.
#pragma once

#include "app/routes.hpp"

namespace spotter::app {

/// Counts of requests, streams, the log, and launches by state. No user data, no labels without a
/// bound.
wire::Route metrics_route(const Desks& desks);

}  // namespace spotter::app
