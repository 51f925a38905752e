#include "protocols/ofrep/change_streams.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace spotter::protocols {

namespace {

// No etag and no lastModified: they would change the URL of the next call and so cost every
// client another preflight (protocols.md 2.3).
std::string frame(std::uint64_t version, std::string_view type) {
  return fmt::format("id: {}\ndata: {{\"type\":\"{}\"}}\n\n", version, type);
}

// Tells when every stream of one publish is done.
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

void ChangeStreams::open(const wire::Request& request, std::shared_ptr<wire::EventStream> stream) {
  if (streams_.size() >= sweep_at_) forget_ended();
  auto seen = request.header("last-event-id");
  if (!seen) seen = request.query_value("v");
  const bool is_current = !seen || *seen == std::to_string(version_);
  stream->send(frame(version_, is_current ? "hello" : "refetchEvaluation"), {});
  streams_.push_back(std::move(stream));
}

void ChangeStreams::publish(std::uint64_t version, std::function<void()> on_all_written) {
  version_ = version;
  forget_ended();
  const auto connected = streams_;  // a callback may open or publish
  if (connected.empty()) {
    if (on_all_written) on_all_written();
    return;
  }
  // shared_ptr: the streams' callbacks hold it together, the last one lets it go.
  auto countdown = std::make_shared<Countdown>(connected.size(), std::move(on_all_written));
  for (const auto& stream : connected)
    stream->send(frame(version, "refetchEvaluation"), [countdown] { countdown->one_written(); });
}

void ChangeStreams::forget_ended() {
  streams_.erase(std::remove_if(streams_.begin(), streams_.end(),
                                [](const auto& stream) { return !stream->is_open(); }),
                 streams_.end());
  sweep_at_ = 2 * streams_.size() + 64;
}

}  // namespace spotter::protocols
