#include "protocols/ofrep/entity_tag.hpp"

#include <fmt/format.h>
#include <xxhash.h>

namespace spotter::protocols {

std::string entity_tag(std::uint64_t version, std::string_view body, std::string_view audience) {
  const auto seed = XXH3_64bits(audience.data(), audience.size());
  const auto hash = XXH3_64bits_withSeed(body.data(), body.size(), seed);
  return fmt::format("\"{:x}-{:016x}\"", version, hash);
}

bool matches(std::string_view if_none_match, std::string_view tag) {
  // Our tags hold no comma, so a comma inside another server's tag does no harm.
  while (!if_none_match.empty()) {
    const auto end = std::min(if_none_match.find(','), if_none_match.size());
    auto candidate = if_none_match.substr(0, end);
    if_none_match.remove_prefix(std::min(end + 1, if_none_match.size()));
    while (candidate.starts_with(' ') || candidate.starts_with('\t')) candidate.remove_prefix(1);
    while (candidate.ends_with(' ') || candidate.ends_with('\t')) candidate.remove_suffix(1);
    if (candidate == "*") return true;
    if (candidate.starts_with("W/")) candidate.remove_prefix(2);
    if (candidate == tag) return true;
  }
  return false;
}

}  // namespace spotter::protocols
