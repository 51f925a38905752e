#include "protocols/segment/corrected_time.hpp"

#include <algorithm>

namespace spotter::protocols {

Instant corrected_time(std::optional<Instant> original, std::optional<Instant> sent,
                       Instant received) {
  if (!original) return received;
  const Instant corrected = sent ? received - (*sent - *original) : *original;
  return std::min(corrected, received);
}

}  // namespace spotter::protocols
