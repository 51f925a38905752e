#include "http/lane.hpp"

#include <fmt/format.h>
#include <pthread.h>
#include <sys/socket.h>

#include <list>
#include <thread>

#include "base/ensure.hpp"
#include "base/log.hpp"
#include "http/session.hpp"

namespace spotter::http {

namespace {

using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
constexpr auto accept_pause = std::chrono::milliseconds(50);

Result<tcp::endpoint> endpoint_of(asio::io_context& context, const std::string& host,
                                  std::uint16_t port) {
  error_code error;
  const auto address = asio::ip::make_address(host.empty() ? "0.0.0.0" : host, error);
  if (!error) return tcp::endpoint(address, port);
  tcp::resolver resolver(context);
  const auto found = resolver.resolve(host, std::to_string(port), error);
  if (error || found.empty())
    return failure(ProblemCode::unavailable, fmt::format("The host \"{}\" is not known.", host));
  return found.begin()->endpoint();
}

// SO_REUSEPORT lets the lanes share a port, but would also let a second program in unnoticed.
error_code probe(asio::io_context& context, const tcp::endpoint& endpoint) {
  error_code error;
  Acceptor acceptor(context.get_executor());
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  return error;
}

}  // namespace

class Lane::Core {
 public:
  explicit Core(const LaneSetting& setting)
      : setting(setting), mailbox(std::make_shared<Mailbox>([this] {
          asio::post(context, [this] { mailbox->drain(); });
        })) {}

  error_code bind(const tcp::endpoint& endpoint) {
    error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.set_option(ReusePort(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    return error;
  }

  Awaitable<void> accept() {
    while (acceptor.is_open()) {
      auto [error, socket] = co_await acceptor.async_accept(as_value);
      if (!error) {
        add(std::move(socket));
      } else if (error != asio::error::operation_aborted) {
        pause.expires_after(accept_pause);  // out of descriptors: some will close
        co_await pause.async_wait(as_value);
      }
    }
  }

  void add(Socket socket) {
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    sessions.emplace_back(std::move(socket), *parts);
    const auto place = std::prev(sessions.end());
    if (!place->has_place() && ++refused > limits::http_refusals_max) {
      --refused;
      sessions.erase(place);
      return;
    }
    asio::co_spawn(context, place->run(),
                   [this, place](std::exception_ptr error) { remove(place, error); });
  }

  void remove(std::list<Session>::iterator place, const std::exception_ptr& error) {
    try {
      if (error) std::rethrow_exception(error);
    } catch (const std::exception& reason) {
      log_line(std::string("A connection failed: ") + reason.what());
    }
    if (!place->has_place()) --refused;
    sessions.erase(place);
    if (stopping && sessions.empty()) deadline.cancel();
  }

  void stop() {
    if (std::exchange(stopping, true)) return;
    error_code ignored;
    acceptor.close(ignored);
    pause.cancel();
    for (auto& session : sessions) session.finish();
    if (sessions.empty()) return;
    deadline.expires_after(setting.limits.stop_wait_max);
    deadline.async_wait([this](error_code error) {
      if (error) return;
      for (auto& session : sessions) session.abort();
    });
  }

  void run() {
    pthread_setname_np(pthread_self(), fmt::format("http-{}", setting.number).c_str());
    mailbox->adopt();
    for (bool done = false; !done;) {
      try {
        context.run();
        done = true;
      } catch (const std::exception& error) {
        log_line(std::string("A lane caught: ") + error.what());
      }
    }
    mailbox->close();
  }

  // constant after set_routes()
  const LaneSetting setting;
  std::optional<Router> router;
  std::optional<Gate> gate;
  std::optional<RequestTally> tally;
  std::optional<LaneParts> parts;

  asio::io_context context{1};
  const std::shared_ptr<Mailbox> mailbox;

  // the lane's thread
  Acceptor acceptor{context.get_executor()};
  Timer pause{context.get_executor()};
  Timer deadline{context.get_executor()};
  std::list<Session> sessions;
  std::size_t refused = 0;
  bool stopping = false;

  std::thread thread;
};

Lane::Lane(const LaneSetting& setting) : core_(std::make_unique<Core>(setting)) {}

Lane::~Lane() {
  if (!core_->thread.joinable()) return;
  begin_stop();
  join();
}

void Lane::post(Task job) { core_->mailbox->post(job); }

std::size_t Lane::number() const { return core_->setting.number; }

void Lane::set_routes(wire::Routes routes) {
  Core& core = *core_;
  core.router.emplace(std::move(routes));
  core.gate.emplace(*core.router, core.setting.authenticate, core.setting.limits);
  core.tally.emplace(core.router->routes().size());
  core.parts.emplace(LaneParts{*core.gate, core.setting.limits, core.setting.clock,
                               core.setting.open, *core.tally, core.mailbox});
}

Result<std::uint16_t> Lane::listen(const std::string& host, std::uint16_t port) {
  TRY(const auto endpoint, endpoint_of(core_->context, host, port));
  error_code error;
  if (number() == 0 && port != 0) error = probe(core_->context, endpoint);
  if (!error) error = core_->bind(endpoint);
  if (!error) return core_->acceptor.local_endpoint().port();
  return failure(ProblemCode::unavailable,
                 fmt::format("Cannot listen on {} port {}: {}.", host, port, error.message()));
}

void Lane::start() {
  ensure(core_->parts.has_value(), "a lane has routes before it starts");
  asio::co_spawn(core_->context, core_->accept(), [](std::exception_ptr) {});
  core_->thread = std::thread([core = core_.get()] { core->run(); });
}

void Lane::begin_stop() {
  post([core = core_.get()] { core->stop(); });
}

void Lane::join() {
  if (core_->thread.joinable()) core_->thread.join();
}

void Lane::add_counts(std::vector<RequestCount>& counts) const {
  static constexpr const char* methods[] = {"GET", "POST"};
  const auto& routes = core_->router->routes();
  for (std::size_t i = 0; i <= routes.size(); ++i) {
    const bool known = i < routes.size();
    for (int status_class = 1; status_class <= 5; ++status_class) {
      const auto count = core_->tally->read(i, status_class);
      if (count == 0) continue;
      counts.push_back({known ? methods[static_cast<int>(routes[i].method)] : "",
                        known ? routes[i].pattern : "", status_class, count});
    }
  }
}

}  // namespace spotter::http
