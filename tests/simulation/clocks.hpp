// Virtual time, and the clocks that people and machines believe in.
#pragma once

#include "base/clock.hpp"

namespace spotter::simulation {

/// Time as it really passes. The scheduler moves it; a night passes at once.
struct VirtualTime {
  Duration running{};  ///< what the scheduler has run through
  Duration nights{};   ///< passed with nothing to do

  Instant now() const { return Instant{1'772'355'600'000'000} + running + nights; }  // 2026-03-01
};

/// A clock that is off by some length of time, which may change at any moment.
class SkewedClock final : public Clock {
 public:
  explicit SkewedClock(const VirtualTime& time) : time_(time) {}
  Instant now() const override { return time_.now() + skew; }

  Duration skew{};

 private:
  const VirtualTime& time_;
};

}  // namespace spotter::simulation
