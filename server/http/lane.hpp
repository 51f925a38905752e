// One thread that serves HTTP: its own io_context, route table, connections and streams.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "base/executor.hpp"
#include "base/result.hpp"
#include "http/counts.hpp"
#include "http/limits.hpp"
#include "wire/route.hpp"

namespace spotter::http {

/// What a lane uses of its server, which outlives it.
struct LaneSetting {
  std::size_t number = 0;
  const Limits& limits;
  const Clock& clock;
  const wire::Authenticate* authenticate;  ///< may be null: then no key is known
  OpenCounts& open;
};

/// Handlers and streams of a lane run on its thread, so they may keep what they publish to it in
/// plain variables.
class Lane final : public Executor {
 public:
  explicit Lane(const LaneSetting& setting);
  /// The lane must have been stopped and joined, or never started.
  ~Lane() override;

  /// Runs the job on the lane's thread, in the order posted; dropped once the lane has ended.
  /// Any thread; also before the lane starts. A job that throws is logged.
  void post(Task job) override;
  /// 0, 1, … below the number of lanes.
  std::size_t number() const;

  // ---- for the server, from the thread that owns it ------------------------------------------

  /// Once, before start().
  void set_routes(wire::Routes routes);
  /// Binds; port 0 takes a free one. The port, or unavailable with a sentence.
  Result<std::uint16_t> listen(const std::string& host, std::uint16_t port);
  void start();
  /// Stops accepting and lets what is in flight finish for Limits::stop_wait_max.
  void begin_stop();
  void join();
  void add_counts(std::vector<RequestCount>& counts) const;

 private:
  class Core;
  const std::unique_ptr<Core> core_;
};

}  // namespace spotter::http
