// What happens to a request before its handler: route, method, key, size, encoding. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "http/inflate.hpp"
#include "http/limits.hpp"
#include "http/router.hpp"

namespace spotter::http {

/// A request's header as it arrived.
struct Head {
  std::string method;  ///< as sent, for example "GET"
  std::string target;
  wire::Headers headers;  ///< names in lower case
  bool http_1_0 = false;
  bool keep_alive = true;
  bool chunked = false;
  std::optional<std::uint64_t> content_length;
  std::string address;  ///< the peer's
  Instant received;
};

/// What is known once the header has been read.
struct Entry {
  wire::Request request;
  const wire::Route* route = nullptr;      ///< outlived by the router
  std::size_t index = 0;                   ///< of `route` in the table
  std::optional<wire::Response> response;  ///< set if the answer is already certain
  bool head_only = false;                  ///< HEAD: no body in the answer
  bool cors = false;
  bool expects_continue = false;  ///< the client waits for "100 Continue"
  bool must_close = false;        ///< the rest of the connection cannot be trusted or waited for
  Encoding encoding = Encoding::none;
  std::size_t body_bytes_max = 0;
  int too_large_status = 413;
};

/// One per lane; constant after construction.
class Gate {
 public:
  Gate(const Router& router, const wire::Authenticate* authenticate, const Limits& limits)
      : router_(router), authenticate_(authenticate), limits_(limits) {}

  Entry enter(Head head) const;

  /// Whether a stream that was let in may still go on at `now`: its key may have been revoked, its
  /// session may have ended.
  bool may_go_on(const Entry& entry, Instant now) const;

  /// Takes the body as it arrived, inflates it, and sets entry.response if it cannot be used.
  void take_body(Entry& entry, std::string body) const;

 private:
  std::optional<wire::Response> refuse(const Match& match, const Head& head, Entry& entry) const;
  std::optional<wire::Response> refuse_form(const Head& head, Entry& entry) const;

  const Router& router_;
  const wire::Authenticate* authenticate_;
  const Limits& limits_;
};

/// The answer to a body over the limit.
wire::Response too_large(int status, std::size_t bytes_max);

}  // namespace spotter::http
