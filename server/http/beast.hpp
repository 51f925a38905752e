// The precompiled header: Asio and Beast, and the typed forms used here. Only session.cpp, lane.cpp
// and client.cpp include it: a unit with Beast costs half a minute.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace spotter::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;

/// Concrete, so that no operation goes through a type-erased executor.
using LaneExecutor = asio::io_context::executor_type;
template <class T>
using Awaitable = asio::awaitable<T, LaneExecutor>;
/// Errors of operations come back as values: {error_code, result…}.
inline constexpr asio::as_tuple_t<asio::use_awaitable_t<LaneExecutor>> as_value{
    asio::use_awaitable_t<LaneExecutor>{}};

using Socket = tcp::socket::rebind_executor<LaneExecutor>::other;
using Acceptor = tcp::acceptor::rebind_executor<LaneExecutor>::other;
using Timer = asio::steady_timer::rebind_executor<LaneExecutor>::other;
using TcpStream = beast::basic_stream<tcp, LaneExecutor>;

}  // namespace spotter::http
