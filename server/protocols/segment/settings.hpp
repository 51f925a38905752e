// What analytics-next asks for before it sends anything.
#pragma once

#include <string>
#include <string_view>

namespace spotter::protocols {

/// The start-up settings (protocols.md 5.1): send to `host_and_prefix`/v1 over `scheme` with this
/// key, and load nothing else.
std::string settings_json(std::string_view write_key, std::string_view scheme,
                          std::string_view host_and_prefix);

}  // namespace spotter::protocols
