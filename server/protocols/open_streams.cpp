#include "protocols/open_streams.hpp"

#include <algorithm>

namespace spotter::protocols {

namespace {

// Tells when every stream of one sending is done.
class Countdown {
 public:
  Countdown(std::size_t left, std::function<void()> done) : left_(left), done_(std::move(done)) {}
  void one_written() {
    if (--left_ == 0 && done_) done_();
  }

 private:
  std::size_t left_;
  std::function<void()> done_;
};

}  // namespace

void OpenStreams::add(std::shared_ptr<wire::EventStream> stream, std::string audience) {
  if (streams_.size() >= sweep_at_) forget_ended();
  streams_.push_back({std::move(stream), std::move(audience)});
}

void OpenStreams::send(const FrameFor& frame_for, std::function<void()> on_all_written) {
  forget_ended();
  const auto connected = streams_;  // a callback may add or send
  if (connected.empty()) {
    if (on_all_written) on_all_written();
    return;
  }
  // shared_ptr: the streams' callbacks hold it together, the last one lets it go.
  auto countdown = std::make_shared<Countdown>(connected.size(), std::move(on_all_written));
  for (const auto& open : connected)
    open.stream->send(frame_for(open.audience), [countdown] { countdown->one_written(); });
}

void OpenStreams::forget_ended() {
  streams_.erase(std::remove_if(streams_.begin(), streams_.end(),
                                [](const Open& open) { return !open.stream->is_open(); }),
                 streams_.end());
  sweep_at_ = 2 * streams_.size() + 64;
}

}  // namespace spotter::protocols
