// What the tracking API needs of the program behind it.
#pragma once

#include <functional>

#include "base/ids.hpp"
#include "base/result.hpp"
#include "protocols/segment/decode.hpp"
#include "wire/route.hpp"

namespace spotter::protocols {

/// How taking a batch ended.
struct Taken {
  Result<void> kept;      ///< too_many: shed, try again; unavailable: not durable; nothing kept
  Sequence sequence = 0;  ///< of the last record the batch was kept under; 0 if it held none
};

/// Takes events into the log.
class Intake {
 public:
  virtual ~Intake() = default;
  /// Calls `taken` exactly once, when the batch is durable or was not kept. Any thread; `taken`
  /// may run on any thread.
  virtual void take(DecodedBatch batch, const wire::Caller& caller, Instant received,
                    std::function<void(Taken)> taken) = 0;
};

}  // namespace spotter::protocols
