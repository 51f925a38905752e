// What the server counts about itself, for /metrics.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace spotter::http {

/// Answers of one route and one class of status since the start.
struct RequestCount {
  std::string method;   ///< "GET" or "POST"; "" for requests that reached no route
  std::string pattern;  ///< as in the route table; "" for requests that reached no route
  int status_class;     ///< 2 for 2xx, up to 5
  std::uint64_t count;
};

struct Counts {
  std::vector<RequestCount> requests;  ///< only counts above zero, in the route table's order
  std::size_t connections = 0;         ///< open now
  std::size_t streams = 0;             ///< open now
};

/// Shared by all lanes of a server. Any thread.
struct OpenCounts {
  std::atomic<std::size_t> connections{0};
  std::atomic<std::size_t> streams{0};
};

/// One lane's answers by route. Written by the lane, read by any thread.
class RequestTally {
 public:
  explicit RequestTally(std::size_t routes)
      : cells_(std::make_unique<Cells[]>(routes + 1)), routes_(routes) {}

  /// `route` is an index into the table, or its size for "no route".
  void add(std::size_t route, int status) {
    const auto cell = static_cast<std::size_t>(status / 100) % 6;
    cells_[route][cell].fetch_add(1, std::memory_order_relaxed);
  }
  std::uint64_t read(std::size_t route, int status_class) const {
    return cells_[route][static_cast<std::size_t>(status_class)].load(std::memory_order_relaxed);
  }
  std::size_t routes() const { return routes_; }

 private:
  using Cells = std::array<std::atomic<std::uint64_t>, 6>;
  const std::unique_ptr<Cells[]> cells_;
  const std::size_t routes_;
};

/// Counts one up while it lives, unless the cap is reached.
class Place {
 public:
  Place(std::atomic<std::size_t>& count, std::size_t max) : count_(&count) {
    if (count_->fetch_add(1) < max) return;
    count_->fetch_sub(1);
    count_ = nullptr;
  }
  ~Place() {
    if (count_) count_->fetch_sub(1);
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  bool taken() const { return count_ != nullptr; }

 private:
  std::atomic<std::size_t>* count_;
};

}  // namespace spotter::http
