// Invariants that stay checked in release: a bug ends one request, never serving.
#pragma once

#include <stdexcept>

namespace spotter {

/// Thrown when an invariant of ours does not hold; caught once in http and once in main.
struct BrokenInvariant : std::logic_error {
  using std::logic_error::logic_error;
};

/// `ensure(n > 0, "a launch has arms")`. Any thread.
inline void ensure(bool condition, const char* why) {
  if (!condition) throw BrokenInvariant(why);
}

}  // namespace spotter
