// The open change streams of one lane (protocols.md 2.3; OFREP ADR-0008).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "protocols/open_streams.hpp"

namespace spotter::protocols {

/// Tells every connected client to fetch again. All calls, and the `written` callbacks of the
/// streams it was given, on the lane's thread.
class ChangeStreams {
 public:
  /// `version`: the configuration published when the lane starts.
  explicit ChangeStreams(std::uint64_t version) : version_(version) {}

  /// Greets a new stream with an ignored hello that carries the version as id; or, if the client
  /// last saw another version (Last-Event-ID, else the query's `v`), tells it to fetch at once.
  void open(const wire::Request& request, std::shared_ptr<wire::EventStream> stream);

  /// Sends "refetchEvaluation" to all. `on_all_written` (may be empty) runs once, when the last
  /// stream connected now was written or has ended; before this returns if there is none.
  void publish(std::uint64_t version, std::function<void()> on_all_written);

  /// Streams that were open when last looked at.
  std::size_t count() const { return streams_.count(); }

 private:
  std::uint64_t version_;
  OpenStreams streams_;
};

}  // namespace spotter::protocols
