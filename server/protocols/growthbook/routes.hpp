// GrowthBook's URLs: payload, stream, remote evaluation, tracking plugin (protocols.md 3 and 5.5).
#pragma once

#include "protocols/growthbook/feature_desk.hpp"
#include "protocols/segment/needs.hpp"
#include "wire/route.hpp"

namespace spotter::protocols {

/// The routes of one lane. Everything must outlive them. Handlers must run on the lane's thread;
/// all but the tracking plugin's answer before they return.
wire::Routes growthbook_routes(FeatureDesk& features, Intake& intake,
                               const wire::Authenticate& keys);

}  // namespace spotter::protocols
