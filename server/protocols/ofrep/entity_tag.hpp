// The ETag of a bulk evaluation: over configuration and context (protocols.md 2.2).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace spotter::protocols {

/// "\"<hex version>-<hex xxh3 of body and audience>\"". `audience`: whatever else the answer
/// depends on, such as the key's id. Stable over restarts and machines.
std::string entity_tag(std::uint64_t version, std::string_view body, std::string_view audience);

/// If-None-Match (RFC 9110, 13.1.2): a list of tags, weak ones too, or "*".
bool matches(std::string_view if_none_match, std::string_view tag);

}  // namespace spotter::protocols
