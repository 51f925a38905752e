// A body of many events, made safe to be read one by one.
#pragma once

#include <simdjson.h>

#include <optional>
#include <string_view>
#include <vector>

namespace spotter::protocols {

/// simdjson wants UTF-8 throughout. So that one broken text costs one event and not all of them,
/// bytes that are no UTF-8 are overwritten and their places kept.
struct Cleaned {
  simdjson::padded_string text;
  std::vector<std::size_t> broken;  ///< offsets, ascending

  /// True if a byte of `part`, a view into `text`, was overwritten.
  bool is_broken(std::string_view part) const;
};

Cleaned clean(std::string_view body);

inline constexpr const char* not_unicode = "The event holds bytes that are not UTF-8.";

/// The list's items as views into the text it was read from: empty for what is no object. Nothing
/// if this is not JSON.
std::optional<std::vector<std::string_view>> split_items(simdjson::ondemand::array array);

}  // namespace spotter::protocols
