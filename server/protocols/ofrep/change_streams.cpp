#include "protocols/ofrep/change_streams.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace spotter::protocols {

namespace {

// No etag and no lastModified: they would change the URL of the next call and so cost every
// client another preflight (protocols.md 2.3).
std::string frame(std::uint64_t version, std::string_view type) {
  return fmt::format("id: {}\ndata: {{\"type\":\"{}\"}}\n\n", version, type);
}

}  // namespace

void ChangeStreams::open(const wire::Request& request, std::shared_ptr<wire::EventStream> stream) {
  auto seen = request.header("last-event-id");
  if (!seen) seen = request.query_value("v");
  const bool is_current = !seen || *seen == std::to_string(version_);
  stream->send(frame(version_, is_current ? "hello" : "refetchEvaluation"), {});
  streams_.add(std::move(stream));
}

void ChangeStreams::publish(std::uint64_t version, std::function<void()> on_all_written) {
  version_ = version;
  streams_.send([version](const std::string&) { return frame(version, "refetchEvaluation"); },
                std::move(on_all_written));
}

}  // namespace spotter::protocols
