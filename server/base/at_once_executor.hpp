// Tests of classes that belong to a thread: what is posted runs before post() returns.
#pragma once

#include "base/executor.hpp"

namespace spotter {

class AtOnceExecutor final : public Executor {
 public:
  void post(Task task) override { task(); }
};

}  // namespace spotter
