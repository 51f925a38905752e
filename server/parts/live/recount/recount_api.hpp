// The interface to recounts.
#pragma once

#include "parts/live/recount/recount_desk.hpp"
#include "wire/route.hpp"

namespace spotter::live {

/// Starting a recount and asking how it goes: a long log takes longer than an answer may
/// (limits::http_reply_wait_max). `desk` outlives the routes; handlers may run on any thread.
wire::Routes recount_routes(RecountDesk& desk);

}  // namespace spotter::live
