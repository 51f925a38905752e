// An event stream's frames between whoever sends them and the connection that writes them.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "http/mailbox.hpp"
#include "wire/route.hpp"

namespace spotter::http {

struct Frame {
  std::string bytes;
  Task written;
};

/// The connection's side; touched on the lane's thread only. Held by shared_ptr so that senders
/// find it gone when the connection has ended.
struct EventQueue {
  std::deque<Frame> frames;
  bool closing = false;        ///< end after `frames`
  bool ended = false;          ///< the reader has gone, or was cut off
  std::function<void()> wake;  ///< called when something above has changed
};

/// The sender's side. Any thread, but for the two marked.
class QueuedStream final : public wire::EventStream,
                           public std::enable_shared_from_this<QueuedStream> {
 public:
  QueuedStream(const std::shared_ptr<EventQueue>& queue, std::shared_ptr<Mailbox> mailbox,
               std::size_t bytes_max)
      : queue_(queue), mailbox_(std::move(mailbox)), bytes_max_(bytes_max) {}

  /// A reader with more than `bytes_max` queued is cut off.
  void send(std::string frame, Task written) override;
  void close() override;
  bool is_open() const override { return open_; }

  /// Lane's thread: so many bytes have left the queue.
  void written(std::size_t bytes) { queued_ -= bytes; }
  /// Lane's thread: the connection has ended; runs what waits for frames never written.
  void end(EventQueue& queue);

 private:
  void cut();

  // constant after construction
  const std::weak_ptr<EventQueue> queue_;
  const std::shared_ptr<Mailbox> mailbox_;
  const std::size_t bytes_max_;
  std::atomic<bool> open_{true};
  std::atomic<std::size_t> queued_{0};
};

}  // namespace spotter::http
