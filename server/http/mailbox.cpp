#include "http/mailbox.hpp"

#include <exception>
#include <string>

#include "base/log.hpp"

namespace spotter::http {

void run_guarded(Task& job) {
  try {
    job();
  } catch (const std::exception& error) {
    log_line(std::string("A job of an HTTP lane failed: ") + error.what());
  }
}

bool Mailbox::post(Task& job) {
  const std::lock_guard lock(mutex_);
  if (closed_) return false;
  jobs_.push_back(std::move(job));
  if (jobs_.size() == 1) wake_();
  return true;
}

void Mailbox::run(Task job) {
  if (on_lane() || !post(job)) run_guarded(job);
}

void Mailbox::drain() {
  std::vector<Task> jobs;
  {
    const std::lock_guard lock(mutex_);
    jobs.swap(jobs_);
  }
  for (auto& job : jobs) run_guarded(job);
}

void Mailbox::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    wake_ = nullptr;
  }
  drain();
}

}  // namespace spotter::http
