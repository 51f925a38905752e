// The simulator itself: a disk that forgets, a hash that comes again, checkers that find bugs.
#include <gtest/gtest.h>

#include "simulation/world.hpp"

namespace spotter::simulation {
namespace {

using Bytes = std::vector<std::uint8_t>;

std::string read_all(Disk& disk, const std::string& path) {
  const auto file = disk.open(path, false);
  const auto bytes = (*file)->read(0, 1'000'000);
  return {bytes->begin(), bytes->end()};
}

void write(Disk& disk, const std::string& path, const std::string& text, bool sync) {
  const auto file = disk.open(path, true);
  ASSERT_TRUE((*file)->write(0, Bytes(text.begin(), text.end())));
  if (sync) {
    ASSERT_TRUE((*file)->sync());
  }
}

TEST(SimulatedDisk, KeepsWhatWasSyncedAndLosesPartOfWhatWasNot) {
  int lost = 0;
  int kept = 0;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    History history;
    SimulatedDisk disk(Dice(seed), history);
    write(disk, "a", std::string(5'000, 'x'), true);
    write(disk, "a", std::string(5'000, 'y'), false);
    ASSERT_EQ(read_all(disk, "a"), std::string(5'000, 'y')) << "reading shows what was written";
    disk.lose_power();
    const auto left = read_all(disk, "a");
    ASSERT_EQ(left.size(), 5'000U);
    ASSERT_EQ(left.find_first_not_of("xy"), std::string::npos);
    lost += left.find('x') != std::string::npos ? 1 : 0;
    kept += left.find('y') != std::string::npos ? 1 : 0;
  }
  EXPECT_GT(lost, 40);
  EXPECT_GT(kept, 40);
}

TEST(SimulatedDisk, AFailedSyncMayLoseWhatReadingStillShows) {
  History history;
  SimulatedDisk disk(Dice(1), history);
  write(disk, "a", std::string(100'000, 'x'), true);
  write(disk, "a", std::string(100'000, 'y'), false);
  disk.faults.sync = 1;
  const auto file = disk.open("a", false);
  EXPECT_FALSE((*file)->sync());
  disk.faults.sync = 0;
  EXPECT_TRUE((*file)->sync()) << "a second try says nothing";
  EXPECT_EQ(read_all(disk, "a"), std::string(100'000, 'y'));
  disk.lose_power();
  EXPECT_NE(read_all(disk, "a").find('x'), std::string::npos);
}

TEST(SimulatedDisk, AFullOneTakesNothingMoreButCanBeOverwritten) {
  History history;
  SimulatedDisk disk(Dice(1), history);
  write(disk, "a", "12345", true);
  disk.full = true;
  const auto file = disk.open("a", false);
  EXPECT_TRUE((*file)->write(0, Bytes(5, 'z')));
  const auto more = (*file)->write(4, Bytes(5, 'z'));
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().code, ProblemCode::unavailable);
}

TEST(Simulation, TheSameSeedGivesTheSameHistory) {
  const Options options{.seed = 3, .events = 600};
  const auto once = run(options);
  const auto again = run(options);
  EXPECT_TRUE(once.good()) << once.what;
  EXPECT_EQ(once.history.hash, again.history.hash);
  EXPECT_NE(once.history.hash, run({.seed = 4, .events = 600}).history.hash);
}

// Each planted bug must trip a checker that speaks of it, not just any.
void expect_caught(Plant plant, const std::vector<std::string>& checkers) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    const auto outcome = run({.seed = seed, .events = 4'000, .plant = plant});
    EXPECT_NE(std::find(checkers.begin(), checkers.end(), outcome.checker), checkers.end())
        << "seed " << seed << ": \"" << outcome.checker << "\" " << outcome.what;
  }
}

TEST(Plants, ALostSyncIsCaught) {
  expect_caught(Plant::lost_sync, {"nothing durable is lost", "recovery"});
}

TEST(Plants, ADoubleCountIsCaught) { expect_caught(Plant::double_count, {"no event twice"}); }

TEST(Plants, AMissedRollbackIsCaught) {
  expect_caught(Plant::missed_rollback, {"off within a second"});
}

TEST(Flips, BitsInTheMiddleOfTheLogAreRefusedWithASentence) {
  std::string problem;
  EXPECT_GT(refuse_flipped_bits(1, problem), 100);
  EXPECT_EQ(problem, "");
}

}  // namespace
}  // namespace spotter::simulation
