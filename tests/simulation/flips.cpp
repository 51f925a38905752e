#include <fmt/format.h>

#include "simulation/disk.hpp"
#include "simulation/world.hpp"
#include "storage/event_log/event_log.hpp"
#include "storage/event_log/scan.hpp"

namespace spotter::simulation {

namespace {

constexpr int flips = 200;
constexpr int groups = 40;

class RightAway final : public Executor {
 public:
  void post(Task task) override { task(); }
};

/// A log of `groups` frames over several segments.
void fill(SimulatedDisk& disk, const storage::EventLogSettings& settings, Dice& dice) {
  RightAway writer;
  auto log = storage::EventLog::open(disk, writer, settings, nullptr);
  for (int i = 0; i < groups; ++i) {
    storage::Append append;
    append.prepare = [&dice] {
      return std::vector<storage::Record>{{1, random_hex(dice, 50 + dice.below(200))}};
    };
    append.done = [&](const storage::Committed& kept) {
      ensure(kept.kept.has_value(), "a healthy disk keeps what is written");
    };
    ensure((*log)->append(std::move(append)), "the queue is empty");
  }
}

}  // namespace

int refuse_flipped_bits(std::uint64_t seed, std::string& problem) {
  Dice dice(seed);
  History history;
  SimulatedDisk disk(dice.fork(), history);
  storage::EventLogSettings settings{.data_folder = "data", .segment_bytes = 2048};
  fill(disk, settings, dice);
  auto segments = storage::list_segments(disk, settings.log_folder());
  segments->pop_back();
  int refused = 0;
  for (int i = 0; i < flips; ++i) {
    // Any byte of a frame in any segment but the last: others follow it.
    const auto& path = dice.pick(*segments).path;
    const auto bytes = storage::read_all(disk, path);
    const auto bit = dice.below(8 * storage::data_end(*bytes));
    disk.flip_bit(path, bit);
    RightAway writer;
    const auto opened = storage::EventLog::open(disk, writer, settings, nullptr);
    disk.flip_bit(path, bit);
    const bool said = !opened && opened.error().code == ProblemCode::corrupt &&
                      opened.error().sentence.find("spotter repair") != std::string::npos;
    if (said) ++refused;
    else problem = fmt::format("Bit {} of {} was not refused.", bit, path);
  }
  return refused;
}

}  // namespace spotter::simulation
