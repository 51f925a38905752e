#include "simulation/scheduler.hpp"

#include <algorithm>

namespace spotter::simulation {

namespace {

constexpr Duration task_time_max{40};
constexpr double stall_chance = 0.002;

}  // namespace

Queue& Scheduler::add_queue() {
  queues_.push_back(std::make_unique<Queue>());
  return *queues_.back();
}

void Scheduler::after(Duration delay, Task task) {
  timers_.push_back({now() + delay, ++timer_number_, std::move(task)});
  std::push_heap(timers_.begin(), timers_.end());
}

bool Scheduler::step() {
  ready_.clear();
  for (std::size_t i = 0; i < queues_.size(); ++i) {
    if (!queues_[i]->tasks_.empty() && queues_[i]->stalled_until_ <= now()) ready_.push_back(i);
  }
  const bool due = !timers_.empty() && timers_.front().at <= now();
  if (ready_.empty() && !due) return advance();
  const auto pick = dice_.below(ready_.size() + (due ? 1 : 0));
  if (pick < ready_.size()) run_task(ready_[pick]);
  else run_timer();
  return true;
}

bool Scheduler::advance() {
  auto next = Duration::max();
  for (const auto& queue : queues_) {
    if (!queue->tasks_.empty()) next = std::min(next, queue->stalled_until_);
  }
  if (!timers_.empty()) next = std::min(next, timers_.front().at);
  if (next == Duration::max()) return false;
  time_.running = next;
  return true;
}

void Scheduler::run_timer() {
  std::pop_heap(timers_.begin(), timers_.end());
  auto task = std::move(timers_.back().task);
  timers_.pop_back();
  history_.mix(static_cast<std::uint64_t>(now().count()));
  task();
}

void Scheduler::run_task(std::size_t number) {
  auto& queue = *queues_[number];
  auto task = std::move(queue.tasks_.front());
  queue.tasks_.pop_front();
  time_.running += dice_.between(Duration(1), task_time_max);
  if (queue.stall_max.count() > 0 && dice_.chance(stall_chance))
    queue.stalled_until_ = now() + dice_.between(Duration(0), queue.stall_max);
  ++history_.tasks;
  history_.mix(static_cast<std::uint64_t>(now().count()) * 16 + number);
  task();
  if (queue.after_task) queue.after_task();
}

void Scheduler::drop_tasks() {
  for (const auto& queue : queues_) {
    queue->tasks_.clear();
    queue->stalled_until_ = Duration{};
  }
}

bool Scheduler::quiet() const {
  return std::all_of(queues_.begin(), queues_.end(),
                     [](const auto& queue) { return queue->tasks_.empty(); });
}

}  // namespace spotter::simulation
