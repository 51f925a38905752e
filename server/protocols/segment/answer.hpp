// How the tracking API answers (protocols.md 5.4). Any thread.
#pragma once

#include "base/problem.hpp"
#include "protocols/segment/needs.hpp"
#include "wire/route.hpp"

namespace spotter::protocols {

/// {"success":false,"message"}: 400, 401, 429 or 503, the last two with Retry-After.
wire::Response refusal(const Problem& problem);

/// {"success":true} and Spotter-Sequence, or the refusal of a batch that was not kept.
wire::Response answer(const Taken& taken);

/// True if header or query present a key that nobody has; it wins over the body's (protocols.md
/// 5.2).
bool names_unknown_key(const wire::Request& request);

Problem unknown_key();

}  // namespace spotter::protocols
