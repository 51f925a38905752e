// GrowthBook's hash: where a unit stands between 0 and 1 (protocols.md 3.4).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace spotter::live {

/// FNV-1a, 32 bits, over the UTF-16 code units of the UTF-8 texts one after the other. Each unit is
/// xored whole, as the JavaScript SDK does.
std::uint32_t fnv1a_32(std::initializer_list<std::string_view> texts);

/// A unit's place: version 2 gives k/10000, version 1 k/1000; nothing for any other version.
std::optional<double> bucket_of(std::string_view seed, std::string_view unit, int hash_version);

}  // namespace spotter::live
