// The HTTP server: some lanes that share one port.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "http/lane.hpp"

namespace spotter::http {

struct ServerOptions {
  std::string host = "127.0.0.1";  ///< an address or a name; "0.0.0.0" and "::" for all
  std::uint16_t port = 0;          ///< 0: any free one
  std::size_t lanes = 2;           ///< threads; one per core
  Limits limits = {};
  const wire::Authenticate* authenticate = nullptr;  ///< outlives the server; any thread
  const Clock* clock = nullptr;                      ///< outlives the server; null: the machine's
};

/// Members are called from one thread; counts() from any.
class Server {
 public:
  /// The route table of one lane; called once for each, in the constructor.
  using MakeRoutes = std::function<wire::Routes(Lane&)>;

  Server(ServerOptions options, const MakeRoutes& make_routes);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Begins to listen. The port, or a problem with a sentence (port taken, host unknown).
  Result<std::uint16_t> start();
  /// Stops accepting, lets what is in flight finish (Limits::stop_wait_max), ends the streams and
  /// the threads. Idempotent. Lanes and replies may still be used: they do nothing.
  void stop();

  /// Constant after construction.
  const std::vector<std::unique_ptr<Lane>>& lanes() const { return lanes_; }
  Counts counts() const;

 private:
  // constant after construction
  const ServerOptions options_;
  const SystemClock system_clock_;
  OpenCounts open_;
  std::vector<std::unique_ptr<Lane>> lanes_;
  bool started_ = false;
};

}  // namespace spotter::http
