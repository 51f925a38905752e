// One connection: reads requests one after the other, asks the handlers, writes the answers.
#pragma once

#include "base/clock.hpp"
#include "http/beast.hpp"
#include "http/counts.hpp"
#include "http/event_queue.hpp"
#include "http/exchange.hpp"
#include "http/gate.hpp"

namespace spotter::http {

/// What all connections of a lane use; outlives them.
struct LaneParts {
  const Gate& gate;
  const Limits& limits;
  const Clock& clock;
  OpenCounts& open;
  RequestTally& tally;
  std::shared_ptr<Mailbox> mailbox;
};

/// Owned by its lane; every member runs on the lane's thread.
class Session {
 public:
  Session(Socket socket, const LaneParts& parts);

  /// Serves until the connection ends. The session must outlive the coroutine.
  Awaitable<void> run();
  /// Ends after the request in flight, or after the frames queued.
  void finish();
  /// Ends now.
  void abort();
  /// False beyond the cap of connections: run() then only says so.
  bool has_place() const { return place_.taken(); }

 private:
  enum class Read { done, more, closed, malformed, too_large };
  using Parser = beast::http::request_parser<beast::http::string_body>;

  Awaitable<bool> serve_one();
  Awaitable<Read> read_head();
  Awaitable<Read> read_body();
  Awaitable<bool> fill(std::size_t bytes);
  Awaitable<bool> write(std::string bytes, Limits::Time wait_max);
  Awaitable<bool> respond();
  Awaitable<void> ask();
  Awaitable<void> linger();
  Awaitable<void> serve_stream();
  Awaitable<bool> write_frames();
  Read feed();
  Head head();
  void refuse(wire::Response response);
  void watch_reader();
  void open_stream();
  bool is_stream() const;

  // constant after construction
  const LaneParts& parts_;
  const Place place_;
  const std::string address_;  ///< the peer's; empty if it had gone already

  TcpStream stream_;
  Timer waiting_;  ///< for the handler's answer, or the next frame
  beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  Instant received_;
  Entry entry_;
  std::shared_ptr<Exchange> exchange_;
  std::shared_ptr<EventQueue> queue_;
  std::shared_ptr<QueuedStream> events_;
  bool idle_ = false;
  bool finishing_ = false;
  bool aborted_ = false;
};

}  // namespace spotter::http
