// The event streams that clients of one protocol hold open on one lane.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "wire/route.hpp"

namespace spotter::protocols {

/// All calls, and the `written` callbacks of the streams it was given, on the lane's thread.
class OpenStreams {
 public:
  /// What a stream is sent; `audience` is what it was added with.
  using FrameFor = std::function<std::string(const std::string& audience)>;

  void add(std::shared_ptr<wire::EventStream> stream, std::string audience = {});

  /// Sends every stream its frame. `on_all_written` (may be empty) runs once, when the last stream
  /// connected now was written or has ended; before this returns if there is none.
  void send(const FrameFor& frame_for, std::function<void()> on_all_written);

  /// Streams that were open when last looked at.
  std::size_t count() const { return streams_.size(); }

 private:
  struct Open {
    // shared_ptr: the connection and this list both hold a stream, either may go first
    std::shared_ptr<wire::EventStream> stream;
    std::string audience;
  };

  void forget_ended();

  std::size_t sweep_at_ = 64;  // ended streams are forgotten at a send, or at this many
  std::vector<Open> streams_;
};

}  // namespace spotter::protocols
