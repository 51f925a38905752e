#include "http/event_queue.hpp"

namespace spotter::http {

void QueuedStream::send(std::string frame, Task written) {
  if (open_ && queued_.fetch_add(frame.size()) + frame.size() > bytes_max_) cut();
  if (!open_) {
    // Never inside send(): the caller may be walking through its streams.
    if (written && !mailbox_->post(written)) run_guarded(written);
    return;
  }
  mailbox_->run([self = shared_from_this(), frame = std::move(frame),
                 written = std::move(written)]() mutable {
    const auto queue = self->queue_.lock();
    if (queue && !queue->ended) {
      queue->frames.push_back({std::move(frame), std::move(written)});
      queue->wake();
    } else if (written && !self->mailbox_->post(written)) {
      run_guarded(written);
    }
  });
}

void QueuedStream::close() {
  if (!open_.exchange(false)) return;
  mailbox_->run([weak = queue_] {
    const auto queue = weak.lock();
    if (!queue) return;
    queue->closing = true;
    queue->wake();
  });
}

void QueuedStream::cut() {
  if (!open_.exchange(false)) return;
  mailbox_->run([weak = queue_] {
    const auto queue = weak.lock();
    if (!queue) return;
    queue->ended = true;
    queue->wake();
  });
}

void QueuedStream::end(EventQueue& queue) {
  open_ = false;
  queue.ended = true;
  while (!queue.frames.empty()) {
    Frame frame = std::move(queue.frames.front());
    queue.frames.pop_front();
    if (frame.written) run_guarded(frame.written);
  }
}

}  // namespace spotter::http
