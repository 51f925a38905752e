#include "base/secret.hpp"

#include <sodium.h>

namespace spotter {

bool same_secret(std::string_view presented, std::string_view known) {
  if (known.empty() || presented.size() != known.size()) return false;
  return sodium_memcmp(presented.data(), known.data(), known.size()) == 0;
}

}  // namespace spotter
