#include "base/executor.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <thread>
#include <vector>

namespace spotter {
namespace {

TEST(Worker, RunsInTheOrderPostedAndAllBeforeItStops) {
  std::vector<int> seen;
  Worker worker("test");
  for (int i = 0; i < 1'000; ++i) worker.post([&seen, i] { seen.push_back(i); });
  worker.stop();
  ASSERT_EQ(seen.size(), 1'000U);
  for (int i = 0; i < 1'000; ++i) EXPECT_EQ(seen[static_cast<std::size_t>(i)], i);
}

TEST(Worker, DropsWhatComesAfterTheStop) {
  Worker worker("test");
  worker.stop();
  bool ran = false;
  worker.post([&ran] { ran = true; });
  worker.stop();
  EXPECT_FALSE(ran);
}

TEST(Worker, TakesTasksThatCanOnlyBeMoved) {
  int got = 0;
  {
    Worker worker("test");
    worker.post([&got, owned = std::make_unique<int>(7)] { got = *owned; });
  }
  EXPECT_EQ(got, 7);
}

}  // namespace
}  // namespace spotter
