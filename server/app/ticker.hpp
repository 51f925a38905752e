// Does something every so often, until it is stopped.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace spotter::app {

/// Calls `tick` on a thread of its own every `period`; the destructor stops it.
class Ticker {
 public:
  Ticker(std::chrono::milliseconds period, std::function<void()> tick);
  ~Ticker();
  Ticker(const Ticker&) = delete;
  Ticker& operator=(const Ticker&) = delete;

 private:
  void run();

  // constant after construction
  const std::chrono::milliseconds period_;
  const std::function<void()> tick_;
  // guarded by mutex_
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  // last: starts when all else is there
  std::thread thread_;
};

}  // namespace spotter::app
