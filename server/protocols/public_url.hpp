// The address clients know the program by, when a proxy stands in front of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotter::protocols {

/// "https://host:port/prefix", taken apart.
struct PublicUrl {
  std::string scheme;  ///< "http" or "https"
  std::string host;    ///< with the port, if one was given
  std::string prefix;  ///< "" or "/prefix", without a slash at the end

  bool operator==(const PublicUrl&) const = default;
};

/// Reads --public-url. bad_request if it is not an absolute http or https URL without user,
/// query and fragment.
Result<PublicUrl> parse_public_url(std::string_view text);

}  // namespace spotter::protocols
