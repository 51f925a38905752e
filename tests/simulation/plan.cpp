#include "simulation/plan.hpp"

#include <algorithm>

namespace spotter::simulation {

namespace {

using namespace std::chrono_literals;

DiskFaults faults_of(Dice& dice) {
  // Half of the seeds have a healthy disk, so that long quiet histories come up too.
  if (dice.chance(0.5)) return {};
  return {0.002 * dice.fraction(), 0.0005 * dice.fraction(), 0.02 * dice.fraction(),
          0.01 * dice.fraction()};
}

// A start reads every segment: with thousands of them on a disk that fails now and then, none
// would ever succeed. So a long history has larger ones, and starts replay no longer tails.
constexpr std::uint64_t long_history = 20'000;
constexpr std::size_t segment_bytes_max = std::size_t{2} << 20;
constexpr Sequence checkpoint_every_max = 50'000;

storage::EventLogSettings log_of(Dice& dice, std::uint64_t events) {
  storage::EventLogSettings log;
  log.data_folder = "data";
  log.segment_bytes = std::size_t{1} << (14 + dice.below(5));  // 16 KiB to 256 KiB
  log.segment_bytes *= std::max<std::uint64_t>(events / long_history, 1);
  log.segment_bytes = std::min(log.segment_bytes, segment_bytes_max);
  log.commit_bytes_max = std::size_t{1} << (12 + dice.below(9));
  log.queue_bytes_max = std::size_t{1} << (18 + dice.below(6));
  return log;
}

}  // namespace

Plan plan_of(const Options& options, Dice& dice) {
  Plan plan;
  plan.options = options;
  plan.lanes = 1 + dice.below(3);
  plan.clients = 1 + dice.below(8);
  plan.launches = 3 + dice.below(6);
  // The run takes some ten minutes to a few hours of virtual time, however many events it has.
  const auto visitors = std::max<std::uint64_t>(options.events / 4, 1);
  plan.arrival = dice.between(10min, 1h) / static_cast<std::int64_t>(visitors);
  plan.trouble = dice.between(20s, 5min);
  plan.network_loss = dice.chance(0.5) ? 0.05 * dice.fraction() : 0;
  plan.network_slow = dice.between(5ms, 2s);
  plan.faults = faults_of(dice);
  plan.nights = dice.chance(0.3);
  plan.server_clock = dice.chance(0.3);
  // Dice of its own: seeds without signatures play as they did before there were any.
  plan.signatures = Dice(options.seed + 3).chance(0.5);
  plan.stall_max = dice.between(0ms, 100ms);
  plan.log = log_of(dice, options.events);
  plan.checkpoint_every = std::max<Sequence>(options.events / 100, 20) * (1 + dice.below(50));
  plan.checkpoint_every = std::min(plan.checkpoint_every, checkpoint_every_max);
  return plan;
}

}  // namespace spotter::simulation
