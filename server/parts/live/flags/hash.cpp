#include "parts/live/flags/hash.hpp"

#include <charconv>

#include "parts/live/flags/utf16.hpp"

namespace spotter::live {

std::uint32_t fnv1a_32(std::initializer_list<std::string_view> texts) {
  std::uint32_t hash = 0x811c9dc5;
  for (const auto text : texts)
    for_each_unit(text, [&](std::uint16_t unit) { hash = (hash ^ unit) * 16'777'619U; });
  return hash;
}

std::optional<double> bucket_of(std::string_view seed, std::string_view unit, int hash_version) {
  if (hash_version == 1) return (fnv1a_32({unit, seed}) % 1'000) / 1'000.0;
  if (hash_version != 2) return std::nullopt;
  char digits[16];
  const auto end = std::to_chars(digits, digits + sizeof digits, fnv1a_32({seed, unit})).ptr;
  const std::string_view first(digits, static_cast<std::size_t>(end - digits));
  return (fnv1a_32({first}) % 10'000) / 10'000.0;
}

}  // namespace spotter::live
