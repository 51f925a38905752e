// Who runs a task, and in which order: threads in the program, one queue in the simulator.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

#include "base/task.hpp"

namespace spotter {

/// Runs tasks one after the other, in the order posted. post() may be called on any thread.
class Executor {
 public:
  virtual ~Executor() = default;
  virtual void post(Task task) = 0;
};

/// An Executor with a thread of its own. A task that throws ends the program: state that only
/// this thread owns can no longer be trusted, and a restart derives it again from the log.
class Worker final : public Executor {
 public:
  explicit Worker(std::string name);
  /// Runs what was posted so far, then joins the thread.
  ~Worker() override;

  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void post(Task task) override;
  /// Runs what was posted so far, then joins; later posts are dropped. Idempotent.
  void stop();

 private:
  void run();

  // constant after construction
  const std::string name_;
  // guarded by mutex_
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Task> queue_;
  bool stopping_ = false;
  // last: starts when all else is there
  std::thread thread_;
};

}  // namespace spotter
