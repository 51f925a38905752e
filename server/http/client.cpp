#include "http/client.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/limits.hpp"
#include "http/beast.hpp"

namespace spotter::http {

namespace {

using Resolver = asio::ip::basic_resolver<tcp, LaneExecutor>;
using Parser = beast::http::response_parser<beast::http::string_body>;
constexpr std::size_t step_bytes = 16 * 1024;

tl::unexpected<Problem> unreachable(const Address& address, const error_code& error) {
  const auto reason = error == beast::error::timeout ? "it does not answer" : error.message();
  return failure(ProblemCode::unavailable,
                 fmt::format("The server at {} cannot be reached ({}). Is it running?",
                             address.authority, reason));
}

std::string request_bytes(wire::Method method, const Address& address, std::string_view key,
                          std::string_view body) {
  const bool post = method == wire::Method::post;
  auto bytes = fmt::format("{} {} HTTP/1.1\r\nHost: {}\r\nAccept: application/json\r\n",
                           post ? "POST" : "GET", address.target, address.authority);
  if (!key.empty()) bytes += fmt::format("Authorization: Bearer {}\r\n", key);
  if (post)
    bytes += fmt::format("Content-Type: application/json\r\nContent-Length: {}\r\n", body.size());
  return bytes + "Connection: close\r\n\r\n" + std::string(post ? body : "");
}

// Feeds the parser until the answer is whole.
Awaitable<error_code> read_answer(TcpStream* stream, Parser* parser) {
  beast::flat_buffer buffer;
  parser->eager(true);
  parser->body_limit(limits::client_answer_bytes_max);
  while (!parser->is_done()) {
    const auto space = buffer.prepare(step_bytes);
    const auto [error, count] = co_await stream->async_read_some(space, as_value);
    error_code wrong;
    if (error == asio::error::eof && parser->got_some()) parser->put_eof(wrong);
    else if (error) co_return error;
    buffer.commit(count);
    while (!wrong && buffer.size() > 0 && !parser->is_done())
      buffer.consume(parser->put(buffer.data(), wrong));
    if (wrong && wrong != beast::http::error::need_more) co_return wrong;
  }
  co_return error_code{};
}

Awaitable<void> exchange(Address address, std::string request, Result<ClientReply>* result) {
  const auto executor = co_await asio::this_coro::executor;
  Resolver resolver(executor);
  const auto [unknown, endpoints] =
      co_await resolver.async_resolve(address.host, address.port, as_value);
  if (unknown) {
    *result = unreachable(address, unknown);
    co_return;
  }
  TcpStream stream(executor);
  stream.expires_after(limits::client_connect_wait_max);
  const auto [refused, endpoint] = co_await stream.async_connect(endpoints, as_value);
  if (refused) {
    *result = unreachable(address, refused);
    co_return;
  }
  stream.expires_after(limits::client_answer_wait_max);
  const auto buffer = asio::buffer(request);
  const auto [unsent, count] = co_await asio::async_write(stream, buffer, as_value);
  Parser parser;
  // A server may refuse before it has read everything: its answer says more than the broken write.
  const error_code unread = co_await read_answer(&stream, &parser);
  if (unread) {
    *result = unreachable(address, unsent ? unsent : unread);
    co_return;
  }
  auto message = parser.release();
  *result = ClientReply{static_cast<int>(message.result_int()),
                        std::string(message[beast::http::field::content_type]),
                        std::move(message.body())};
}

}  // namespace

Result<Address> parse_address(std::string_view url) {
  constexpr std::string_view scheme = "http://";
  if (!url.starts_with(scheme))
    return failure(bad_request(fmt::format("\"{}\" does not begin with http://.", url)));
  url.remove_prefix(scheme.size());
  const auto is_bad = [](char c) { return c <= ' ' || c == '\x7f'; };
  if (std::any_of(url.begin(), url.end(), is_bad))
    return failure(bad_request("A URL has no blanks and no control characters."));
  Address address;
  const auto slash = std::min(url.find_first_of("/?"), url.size());
  address.authority = std::string(url.substr(0, slash));
  if (slash < url.size()) address.target = std::string(url.substr(slash));
  if (address.target.front() != '/') address.target.insert(0, "/");
  std::string_view host = address.authority;
  const auto colon = host.rfind(':');
  if (colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos) {
    address.port = std::string(host.substr(colon + 1));
    host = host.substr(0, colon);
  }
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  address.host = std::string(host);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (host.empty() || address.port.empty() || address.port.size() > 5 ||
      !std::all_of(address.port.begin(), address.port.end(), is_digit))
    return failure(bad_request("A URL looks like http://host:port/path."));
  return address;
}

Result<ClientReply> call(wire::Method method, std::string_view url, std::string_view key,
                         std::string body) {
  TRY(auto address, parse_address(url));
  auto request = request_bytes(method, address, key, body);
  Result<ClientReply> result = failure(ProblemCode::internal, "There was no answer.");
  asio::io_context context{1};
  asio::co_spawn(context, exchange(std::move(address), std::move(request), &result),
                 [](std::exception_ptr error) {
                   if (error) std::rethrow_exception(error);
                 });
  try {
    context.run();
  } catch (const std::exception& error) {
    return failure(ProblemCode::unavailable, error.what());
  }
  return result;
}

}  // namespace spotter::http
