// Jobs for one lane from any thread, safe to use after the lane has ended.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "base/task.hpp"

namespace spotter::http {

/// Held by shared_ptr: replies and event streams keep it, and they may outlive the lane.
class Mailbox {
 public:
  /// `wake` makes the lane call drain() soon; called with the lock held, once a batch.
  explicit Mailbox(std::function<void()> wake) : wake_(std::move(wake)) {}

  /// Says that the calling thread is the lane's.
  void adopt() { lane_ = std::this_thread::get_id(); }
  bool on_lane() const { return std::this_thread::get_id() == lane_.load(); }

  /// Queues the job, in order. False, with `job` untouched, once closed.
  bool post(Task& job);
  /// Runs the job at once on the lane's thread, else posts it. Once the lane has ended, the job
  /// runs on the caller's thread and finds everything of the lane gone.
  void run(Task job);
  /// Runs what is queued. The lane's thread.
  void drain();
  /// Takes no more jobs and runs what is queued. The lane's thread, as its last thing.
  void close();

 private:
  std::atomic<std::thread::id> lane_{};
  // guarded by mutex_
  std::mutex mutex_;
  std::function<void()> wake_;
  std::vector<Task> jobs_;
  bool closed_ = false;
};

/// Runs a job and logs what it throws: a bug in one must not end the lane's connections.
void run_guarded(Task& job);

}  // namespace spotter::http
