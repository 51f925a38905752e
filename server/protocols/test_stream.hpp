// An event stream for tests.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "wire/route.hpp"

namespace spotter::protocols {

/// A stream that keeps what was sent until the test says it was written.
class TestStream final : public wire::EventStream {
 public:
  void send(std::string frame, Task written) override {
    frames.push_back(std::move(frame));
    waiting.push_back(std::move(written));
    if (at_once) write();
  }
  void close() override { opened = false; }
  bool is_open() const override { return opened; }

  void write() {
    auto tasks = std::move(waiting);
    waiting.clear();
    for (auto& task : tasks) {
      if (task) task();
    }
  }

  std::vector<std::string> frames;
  std::vector<Task> waiting;
  bool opened = true;
  bool at_once = false;
};

}  // namespace spotter::protocols
