// What happened in one run: a running hash over all of it, and counts for people.
#pragma once

#include <xxhash.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace spotter::simulation {

/// Ends a run: what must always hold does not. Thrown through the program's own code, which
/// catches std::exception only.
struct Violation {
  std::string checker;  ///< which one tripped
  std::string what;     ///< one sentence
};

/// Ends the life of the simulated server in the middle of what it is doing. As above.
struct PowerCut {};

struct History {
  std::uint64_t hash = 0;
  // for people
  std::uint64_t tasks = 0;      ///< run by the server's threads
  std::uint64_t answers = 0;    ///< given by the server
  std::uint64_t published = 0;  ///< snapshots taken by lanes
  std::uint64_t events = 0;     ///< made by clients
  std::uint64_t requests = 0;   ///< sent by anybody
  std::uint64_t lost = 0;       ///< requests or answers that the network lost
  std::uint64_t resent = 0;     ///< batches
  std::uint64_t refused = 0;    ///< answers 429 and 503
  std::uint64_t crashes = 0;    ///< kills and power cuts, also while starting
  std::uint64_t faults = 0;     ///< of the disk
  std::uint64_t jumps = 0;      ///< of the server's clock
  std::uint64_t checks = 0;     ///< comparisons that held

  void mix(std::uint64_t word) { hash = XXH3_64bits_withSeed(&word, sizeof word, hash); }
  void mix(std::string_view text) { hash = XXH3_64bits_withSeed(text.data(), text.size(), hash); }
};

}  // namespace spotter::simulation
