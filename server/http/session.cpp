#include "http/session.hpp"

#include <algorithm>
#include <array>
#include <exception>

#include "base/log.hpp"
#include "http/answer.hpp"
#include "wire/problem_json.hpp"

namespace spotter::http {

namespace {

constexpr std::size_t head_step_bytes = 4 * 1024;
constexpr std::size_t body_step_bytes = 32 * 1024;
constexpr std::size_t joined_body_bytes_max = 64 * 1024;

wire::Response malformed() {
  return wire::problem_response(bad_request("This is not a well-formed HTTP/1.1 request."));
}

wire::Response header_too_large() {
  return wire::problem_response(431, "header_too_large", "The request's header is too large.");
}

wire::Response unavailable(std::string sentence) {
  return wire::problem_response({ProblemCode::unavailable, std::move(sentence), {}});
}

wire::Response stream_without_body() {
  wire::Response response;
  response.content_type = "text/event-stream";
  return response;
}

std::string address_of(const Socket& socket) {
  error_code error;
  const auto peer = socket.remote_endpoint(error);
  return error ? std::string() : peer.address().to_string();
}

std::string lower(std::string_view text) {
  std::string word(text);
  for (char& c : word) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return word;
}

}  // namespace

Session::Session(Socket socket, const LaneParts& parts)
    : parts_(parts),
      place_(parts.open.connections, parts.limits.connections_max),
      address_(address_of(socket)),
      stream_(std::move(socket)),
      waiting_(stream_.get_executor()) {}

void Session::finish() {
  finishing_ = true;
  if (idle_) stream_.cancel();
  if (events_) events_->close();
}

void Session::abort() {
  finishing_ = aborted_ = true;
  stream_.close();
  if (queue_) queue_->ended = true;
  waiting_.cancel();
}

Awaitable<void> Session::run() {
  if (!has_place()) {
    refuse(unavailable("There are too many connections; try again."));
    co_await respond();
  } else {
    for (bool more = true; more;) {  // g++ 12 takes no co_await as the condition of a loop
      more = co_await serve_one();
    }
  }
  if (!aborted_) co_await linger();
}

// Reads on for a moment: closing with unread bytes would destroy the answer on its way.
Awaitable<void> Session::linger() {
  error_code ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  if (ignored || finishing_) co_return;
  stream_.expires_after(parts_.limits.linger_wait_max);
  for (bool more = true; more;) {
    buffer_.clear();
    more = co_await fill(body_step_bytes);
  }
}

Awaitable<bool> Session::serve_one() {
  entry_ = Entry{};
  const Read head_read = co_await read_head();
  if (head_read == Read::closed) co_return false;
  if (head_read == Read::done) entry_ = parts_.gate.enter(head());
  else refuse(head_read == Read::too_large ? header_too_large() : malformed());

  if (!(entry_.response && entry_.must_close)) {
    if (entry_.expects_continue && buffer_.size() == 0) {
      std::string go_on = "HTTP/1.1 100 Continue\r\n\r\n";
      const bool told = co_await write(std::move(go_on), parts_.limits.write_wait_max);
      if (!told) co_return false;
    }
    const Read body_read = co_await read_body();
    if (body_read == Read::closed) co_return false;
    if (body_read == Read::malformed) refuse(malformed());
    if (body_read == Read::too_large)
      refuse(too_large(entry_.too_large_status, entry_.body_bytes_max));
    if (body_read == Read::done) parts_.gate.take_body(entry_, std::move(parser_->get().body()));
  }
  if (!entry_.response && is_stream()) {
    co_await serve_stream();
    co_return false;
  }
  if (!entry_.response) co_await ask();
  const bool more = co_await respond();
  co_return more;
}

bool Session::is_stream() const { return entry_.route && entry_.route->stream; }

void Session::refuse(wire::Response response) {
  entry_.response = std::move(response);
  entry_.must_close = true;
}

Awaitable<bool> Session::fill(std::size_t bytes) {
  const auto space = buffer_.prepare(bytes);
  const auto [error, count] = co_await stream_.async_read_some(space, as_value);
  buffer_.commit(count);
  co_return !error;
}

// Gives the parser what has been read.
Session::Read Session::feed() {
  error_code error;
  const auto used = parser_->put(buffer_.data(), error);
  buffer_.consume(used);
  if (error == beast::http::error::need_more) error = {};
  if (error == beast::http::error::body_limit || error == beast::http::error::header_limit)
    return Read::too_large;
  if (error) return Read::malformed;
  // A line between two chunks has no limit of its own in the parser.
  if (used == 0 && buffer_.size() > parts_.limits.header_bytes_max) return Read::malformed;
  return Read::more;
}

Awaitable<Session::Read> Session::read_head() {
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(parts_.limits.header_bytes_max));
  parser_->body_limit(boost::none);  // the gate knows it
  if (buffer_.size() == 0) {
    if (finishing_) co_return Read::closed;
    // Thousands of idle connections need not keep what a large body took.
    if (buffer_.capacity() > head_step_bytes) buffer_ = beast::flat_buffer();
    stream_.expires_after(parts_.limits.idle_wait_max);
    idle_ = true;
    const bool more = co_await fill(head_step_bytes);
    idle_ = false;
    if (!more) co_return Read::closed;
  }
  received_ = parts_.clock.now();
  stream_.expires_after(parts_.limits.header_wait_max);
  for (;;) {
    const Read fed = feed();
    if (fed != Read::more) co_return fed;
    if (parser_->is_header_done()) co_return Read::done;
    const bool more = co_await fill(head_step_bytes);
    if (!more) co_return Read::closed;
  }
}

Head Session::head() {
  const auto& message = parser_->get();
  Head head;
  head.method = std::string(message.method_string());
  head.target = std::string(message.target());
  for (const auto& field : message)
    head.headers.emplace_back(lower(field.name_string()), std::string(field.value()));
  head.http_1_0 = message.version() < 11;
  head.keep_alive = parser_->keep_alive();
  head.chunked = parser_->chunked();
  if (const auto length = parser_->content_length()) head.content_length = *length;
  head.received = received_;
  head.address = address_;
  return head;
}

Awaitable<Session::Read> Session::read_body() {
  parser_->body_limit(entry_.body_bytes_max);
  parser_->eager(true);
  stream_.expires_after(parts_.limits.body_wait_max);
  while (!parser_->is_done()) {
    if (buffer_.size() > 0) {
      const Read fed = feed();
      if (fed != Read::more) co_return fed;
      if (parser_->is_done()) break;
    }
    const bool more = co_await fill(body_step_bytes);
    if (!more) co_return Read::closed;
  }
  co_return Read::done;
}

// Leaves the handler's answer in entry_.response.
Awaitable<void> Session::ask() {
  exchange_ = std::make_shared<Exchange>();
  exchange_->ready = [this] { waiting_.cancel(); };
  waiting_.expires_after(parts_.limits.reply_wait_max);
  call(*entry_.route, std::move(entry_.request), make_reply(exchange_, parts_.mailbox));
  if (!exchange_->response) co_await waiting_.async_wait(as_value);
  entry_.response = std::move(exchange_->response);
  exchange_ = nullptr;
  if (entry_.response) co_return;
  if (!aborted_)
    log_line("No answer came in time from the handler of " + entry_.route->pattern + ".");
  entry_.response = unavailable("The answer took too long; it is not known whether it was done.");
}

Awaitable<bool> Session::write(std::string bytes, Limits::Time wait_max) {
  stream_.expires_after(wait_max);
  const auto buffer = asio::buffer(bytes);
  const auto [error, count] = co_await asio::async_write(stream_, buffer, as_value);
  co_return !error;
}

// Writes entry_.response. True if another request may follow on this connection.
Awaitable<bool> Session::respond() {
  wire::Response response = std::move(*entry_.response);
  const bool keep = !entry_.must_close && !finishing_;
  parts_.tally.add(entry_.route ? entry_.index : parts_.tally.routes(), response.status);
  const Manner manner{entry_.cors, keep, parser_ && parser_->get().version() < 11};
  std::string first = answer_head(response, manner);
  if (entry_.head_only || response.status == 204 || response.status == 304) response.body.clear();
  if (response.body.size() <= joined_body_bytes_max) {
    first += response.body;
    response.body.clear();
  }
  const std::array<asio::const_buffer, 2> buffers{asio::buffer(first), asio::buffer(response.body)};
  stream_.expires_after(parts_.limits.write_wait_max);
  const auto [error, count] = co_await asio::async_write(stream_, buffers, as_value);
  co_return keep && !error;
}

Awaitable<void> Session::serve_stream() {
  const Place place(parts_.open.streams, parts_.limits.streams_max);
  if (!place.taken() || entry_.head_only) {
    refuse(place.taken() ? stream_without_body()
                         : unavailable("There are too many open streams; try again."));
    co_await respond();
    co_return;
  }
  parts_.tally.add(entry_.index, 200);
  std::string first = stream_head(entry_.cors);
  bool good = co_await write(std::move(first), parts_.limits.stream_write_wait_max);
  if (!good) co_return;
  open_stream();
  Instant checked = parts_.clock.now();
  while (good && !queue_->ended && !(queue_->closing && queue_->frames.empty())) {
    const auto now = parts_.clock.now();
    if (now - checked >= parts_.limits.stream_heartbeat) {
      checked = now;
      if (!parts_.gate.may_go_on(entry_, now)) break;
    }
    if (!queue_->frames.empty()) {
      good = co_await write_frames();
      continue;
    }
    waiting_.expires_after(parts_.limits.stream_heartbeat);
    const auto [woken] = co_await waiting_.async_wait(as_value);
    if (woken) continue;
    std::string heartbeat = ":\n\n";
    good = co_await write(std::move(heartbeat), parts_.limits.stream_write_wait_max);
  }
  events_->end(*queue_);
  queue_ = nullptr;
  events_ = nullptr;
}

void Session::open_stream() {
  queue_ = std::make_shared<EventQueue>();
  queue_->wake = [this] {
    waiting_.cancel();
    if (queue_->ended) stream_.cancel();  // a write may be waiting for the slow reader
  };
  events_ = std::make_shared<QueuedStream>(queue_, parts_.mailbox, parts_.limits.stream_bytes_max);
  watch_reader();
  if (finishing_) events_->close();
  try {
    entry_.route->stream(entry_.request, events_);
  } catch (const std::exception& error) {
    log_line("The stream of " + entry_.route->pattern + " failed: " + error.what());
    events_->close();
  }
}

// What the reader sends is dropped; that it has gone must be noticed without writing.
void Session::watch_reader() {
  stream_.socket().non_blocking(true);
  stream_.socket().async_wait(tcp::socket::wait_read,
                              [this, weak = std::weak_ptr(queue_)](error_code error) {
                                const auto queue = weak.lock();
                                if (!queue || queue->ended) return;
                                std::array<char, 4096> dropped;
                                if (!error)
                                  stream_.socket().read_some(asio::buffer(dropped), error);
                                if (!error || error == asio::error::would_block)
                                  return watch_reader();
                                queue->ended = true;
                                queue->wake();
                              });
}

Awaitable<bool> Session::write_frames() {
  auto frames = std::exchange(queue_->frames, {});
  std::vector<asio::const_buffer> buffers;
  std::size_t bytes = 0;
  for (const auto& frame : frames) {
    buffers.push_back(asio::buffer(frame.bytes));
    bytes += frame.bytes.size();
  }
  stream_.expires_after(parts_.limits.stream_write_wait_max);
  const auto [error, count] = co_await asio::async_write(stream_, buffers, as_value);
  events_->written(bytes);
  for (auto& frame : frames) {
    if (frame.written) run_guarded(frame.written);
  }
  co_return !error;
}

}  // namespace spotter::http
