// The limits of one server, so that tests may shorten them. Values: base/limits.hpp.
#pragma once

#include <chrono>
#include <cstddef>

#include "base/limits.hpp"

namespace spotter::http {

/// Constant while the server runs. All times are upper bounds.
struct Limits {
  using Time = std::chrono::milliseconds;

  std::size_t header_bytes_max = limits::http_header_bytes_max;
  std::size_t body_bytes_max = limits::http_body_bytes_max;  ///< as sent, and again inflated
  std::size_t connections_max = limits::http_connections_max;
  std::size_t streams_max = limits::http_streams_max;
  std::size_t stream_bytes_max = limits::stream_bytes_max;
  Time header_wait_max = limits::http_header_wait_max;  ///< first byte to end of header
  Time body_wait_max = limits::http_body_wait_max;      ///< end of header to end of body
  Time write_wait_max = limits::http_write_wait_max;
  Time idle_wait_max = limits::http_idle_wait_max;    ///< between two requests
  Time reply_wait_max = limits::http_reply_wait_max;  ///< a handler's answer
  Time linger_wait_max = limits::http_linger_wait_max;
  Time stop_wait_max = limits::http_stop_wait_max;
  Time stream_heartbeat = limits::stream_heartbeat;
  Time stream_write_wait_max = limits::stream_write_wait_max;
};

}  // namespace spotter::http
