// A small blocking HTTP client for the command line.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "wire/route.hpp"

namespace spotter::http {

/// A server's answer, whatever its status.
struct ClientReply {
  int status = 0;
  std::string content_type;
  std::string body;
};

/// Asks "http://host[:port]/path?query" once and waits for the whole answer; `key` goes into
/// Authorization unless it is empty, `body` leaves as JSON. A bad_request problem for another kind
/// of URL; unavailable, with a sentence for people, if the server cannot be reached or does not
/// answer in time (limits::client_*). Any thread.
Result<ClientReply> call(wire::Method method, std::string_view url, std::string_view key,
                         std::string body);

/// "http://host:8080/a?b" taken apart; for tests.
struct Address {
  std::string host;  ///< without the brackets of IPv6
  std::string port = "80";
  std::string authority;  ///< as written, for the Host header
  std::string target = "/";

  bool operator==(const Address&) const = default;
};
Result<Address> parse_address(std::string_view url);

}  // namespace spotter::http
