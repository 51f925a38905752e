#include "evidence/judge/share.hpp"

#include <fmt/format.h>

namespace spotter::evidence {

std::string text_of(const Share& share) {
  const auto range = share.range();
  return fmt::format("{:.1f} % ({:.1f} to {:.1f} %)", 100 * share.value(), 100 * range.low,
                     100 * range.high);
}

}  // namespace spotter::evidence
