// The tracking API's URLs (protocols.md 5.1, 5.2, 5.4).
#pragma once

#include <optional>

#include "protocols/public_url.hpp"
#include "protocols/segment/needs.hpp"
#include "wire/route.hpp"

namespace spotter::protocols {

/// POST /v1/{identify,track,page,screen,group,alias,batch}, their one-letter forms, and the
/// start-up settings of analytics-next. `intake` and `keys` must outlive the routes. Handlers may
/// run on any thread. Without a `public_url` the settings name the host the client asked.
wire::Routes segment_routes(Intake& intake, const wire::Authenticate& keys,
                            std::optional<PublicUrl> public_url);

}  // namespace spotter::protocols
