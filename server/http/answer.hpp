// The bytes before an answer's body: status line, headers, cross-origin rules. Pure.
#pragma once

#include <string>
#include <string_view>

#include "wire/route.hpp"

namespace spotter::http {

/// How an answer leaves.
struct Manner {
  bool cors = false;        ///< pages of any origin may read it
  bool keep_alive = true;   ///< false: "Connection: close"
  bool old_client = false;  ///< HTTP/1.0: keeping alive must be said
};

/// Status line and headers up to the blank line. Adds Content-Length (not for 204 and 304), and
/// Cache-Control: no-store unless the answer sets its own.
std::string answer_head(const wire::Response& response, Manner manner);

/// The head and the first bytes of an event stream (protocols.md 0).
std::string stream_head(bool cors);

/// The answer to OPTIONS: 204. With `cors`, the headers asked for are sent back.
wire::Response preflight(const wire::Request& request, bool cors);

}  // namespace spotter::http
