// One thread that plays all threads: it picks at random who runs next, so that every order in
// which the program's threads may meet comes up under some seed.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include "base/executor.hpp"
#include "simulation/clocks.hpp"
#include "simulation/dice.hpp"
#include "simulation/history.hpp"

namespace spotter::simulation {

/// One of the program's threads: a queue that the scheduler empties task by task.
class Queue final : public Executor {
 public:
  void post(Task task) override {
    if (!refuse || !refuse()) tasks_.push_back(std::move(task));
  }

  std::function<void()> after_task;  ///< may be empty
  std::function<bool()> refuse;      ///< may be empty; true: the task is lost, for planted bugs
  Duration stall_max{};              ///< how long the thread may be held up now and then

 private:
  friend class Scheduler;
  std::deque<Task> tasks_;
  Duration stalled_until_{};
};

class Scheduler {
 public:
  Scheduler(Dice dice, VirtualTime& time, History& history)
      : dice_(dice), time_(time), history_(history) {}

  /// Another thread of the program; lives as long as the scheduler.
  Queue& add_queue();

  Duration now() const { return time_.running; }
  /// The world outside the program: runs `task` once `delay` has passed, whatever crashes.
  void after(Duration delay, Task task);

  /// Runs one task, or moves time to the next one; false if nothing is left to do. Exceptions of
  /// tasks pass through.
  bool step();

  /// The program dies: what its threads had to do is gone.
  void drop_tasks();
  /// True if none of the program's threads has anything to do.
  bool quiet() const;

 private:
  struct Timer {
    Duration at;
    std::uint64_t number;
    Task task;
    bool operator<(const Timer& other) const {
      return at != other.at ? at > other.at : number > other.number;
    }
  };

  bool advance();
  void run_timer();
  void run_task(std::size_t queue);

  Dice dice_;
  VirtualTime& time_;
  History& history_;
  std::vector<std::unique_ptr<Queue>> queues_;
  std::vector<Timer> timers_;  ///< a heap, the next one first
  std::uint64_t timer_number_ = 0;
  std::vector<std::size_t> ready_;
};

}  // namespace spotter::simulation
