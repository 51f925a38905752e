// Time: instants in microseconds, read from a Clock that tests and the simulator replace.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace spotter {

using Duration = std::chrono::microseconds;

/// A point in UTC time, microseconds since 1970-01-01 (no leap seconds, as POSIX).
struct Instant {
  std::int64_t us = 0;

  auto operator<=>(const Instant&) const = default;
  friend Instant operator+(Instant at, Duration by) { return {at.us + by.count()}; }
  friend Instant operator-(Instant at, Duration by) { return {at.us - by.count()}; }
  friend Duration operator-(Instant a, Instant b) { return Duration{a.us - b.us}; }
};

/// Where the program reads time. Implementations may be called on any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

}  // namespace spotter
