// Which messages are already in the log.
#pragma once

#include <boost/unordered/unordered_flat_set.hpp>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "wire/byte_stream.hpp"

namespace spotter::live {

/// Remembers message names for at least limits::deduplication_window, at most twice as long.
/// Owned by the log writer's thread; rebuilt from the log at start, so it survives a restart.
class Deduplicator {
 public:
  /// True if `message` is new; it is then remembered as of `received`.
  bool remember(const Unit& message, Instant received);
  /// Takes back a remember() whose event could not be kept.
  void forget(const Unit& message);
  std::size_t size() const { return current_.size() + previous_.size(); }

  /// Both generations as bytes, for checkpoints.
  void write(wire::ByteOutput& output) const;
  /// Into a new one. False if the bytes are not such a state.
  bool read(wire::ByteInput& input);

 private:
  using Messages = boost::unordered_flat_set<Unit, UnitHash>;

  void turn(Instant received);

  // Two generations, each one window long: the older one is dropped as a whole.
  Messages current_;
  Messages previous_;
  Instant current_since_{};
};

}  // namespace spotter::live
