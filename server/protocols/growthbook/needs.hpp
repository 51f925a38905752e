// What GrowthBook's interface needs of the program behind it, beside Intake and Authenticate.
#pragma once

#include <optional>
#include <string_view>

#include "base/aes.hpp"

namespace spotter::protocols {

/// Which client keys are served encrypted. Any thread.
class EncryptionKeys {
 public:
  virtual ~EncryptionKeys() = default;
  /// Nothing if the payload of this key (by its id, Caller::source) goes out in plain.
  virtual std::optional<AesBlock> encryption_key(std::string_view source) const = 0;
};

}  // namespace spotter::protocols
