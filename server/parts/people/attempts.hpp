// How often somebody may try: by name, or by address. Bounded memory, whatever is tried.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/random.hpp"

namespace spotter::people {

/// `at_once` attempts of one name, then one every `every` (the generic cell rate algorithm, ITU-T
/// I.371). Names fall into limits::attempt_places places by a keyed hash; those that meet share
/// their attempts. Any thread.
class Attempts {
 public:
  Attempts(Random& random, int at_once, Duration every);

  /// Counts an attempt; how long to wait if there were too many, in whole seconds from 1.
  std::optional<std::chrono::seconds> take(std::string_view name, Instant at);
  /// Takes back what take() counted: it was no guess.
  void give_back(std::string_view name);

 private:
  Instant& place_of(std::string_view name);

  // constant after construction
  const Duration every_;
  const Duration burst_;
  std::array<std::uint8_t, 16> key_{};
  // guarded by mutex_
  std::mutex mutex_;
  std::vector<Instant> places_;  ///< when all attempts so far will have been worked off
};

/// What an address counts as: IPv4 as it is, of IPv6 the network (the first 64 bits), because one
/// home has all of those. `forwarded`: X-Forwarded-For as the proxy in front of us sent it, of
/// which the last entry is the proxy's own word; empty if none stands there.
std::string network_of(std::string_view address, std::string_view forwarded);

}  // namespace spotter::people
