// A job that is run once: std::function cannot hold what can only be moved.
#pragma once

#include <memory>
#include <utility>

namespace spotter {

/// Runs at most once; may own move-only values. Empty after a move.
class Task {
 public:
  Task() = default;
  template <class F>
  requires(!std::is_same_v<std::decay_t<F>, Task>) Task(F&& job)
      : held_(std::make_unique<Held<std::decay_t<F>>>(std::forward<F>(job))) {}

  explicit operator bool() const { return held_ != nullptr; }
  void operator()() { std::exchange(held_, nullptr)->run(); }

 private:
  struct Job {
    virtual ~Job() = default;
    virtual void run() = 0;
  };
  template <class F>
  struct Held final : Job {
    explicit Held(F job) : job(std::move(job)) {}
    void run() override { job(); }
    F job;
  };
  std::unique_ptr<Job> held_;
};

}  // namespace spotter
