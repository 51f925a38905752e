#include "http/server.hpp"

#include <algorithm>

#include "base/ensure.hpp"

namespace spotter::http {

namespace {

// The lanes' counts come one lane after the other, each in the order of the same table.
void merge(std::vector<RequestCount>& sum, const std::vector<RequestCount>& more) {
  for (const auto& one : more) {
    const auto same = [&](const RequestCount& other) {
      return other.method == one.method && other.pattern == one.pattern &&
             other.status_class == one.status_class;
    };
    const auto found = std::find_if(sum.begin(), sum.end(), same);
    if (found != sum.end()) found->count += one.count;
    else sum.push_back(one);
  }
}

}  // namespace

Server::Server(ServerOptions options, const MakeRoutes& make_routes)
    : options_(std::move(options)), system_clock_() {
  ensure(options_.lanes > 0, "a server has a lane");
  const Clock& clock = options_.clock ? *options_.clock : system_clock_;
  for (std::size_t i = 0; i < options_.lanes; ++i) {
    const LaneSetting setting{i, options_.limits, clock, options_.authenticate, open_};
    lanes_.push_back(std::make_unique<Lane>(setting));
    lanes_.back()->set_routes(make_routes(*lanes_.back()));
  }
}

Server::~Server() { stop(); }

Result<std::uint16_t> Server::start() {
  std::uint16_t port = options_.port;
  for (const auto& lane : lanes_) {
    TRY(port, lane->listen(options_.host, port));
  }
  for (const auto& lane : lanes_) lane->start();
  started_ = true;
  return port;
}

void Server::stop() {
  if (!started_) return;
  started_ = false;
  for (const auto& lane : lanes_) lane->begin_stop();
  for (const auto& lane : lanes_) lane->join();
}

Counts Server::counts() const {
  Counts counts;
  for (const auto& lane : lanes_) {
    std::vector<RequestCount> more;
    lane->add_counts(more);
    merge(counts.requests, more);
  }
  counts.connections = open_.connections;
  counts.streams = open_.streams;
  return counts;
}

}  // namespace spotter::http
