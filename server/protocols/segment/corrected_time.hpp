// When an event happened, by our clock: the sender's clock may be hours off.
#pragma once

#include <optional>

#include "base/clock.hpp"

namespace spotter::protocols {

/// received − (sent − original); without `sent` the original as it is; without `original`
/// received. Never after received (protocols.md 5.3). Pure.
Instant corrected_time(std::optional<Instant> original, std::optional<Instant> sent,
                       Instant received);

}  // namespace spotter::protocols
