#include "protocols/segment/clean_body.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace spotter::protocols {

using simdjson::ondemand::json_type;

namespace {

std::size_t character_length(std::string_view text) {
  for (std::size_t length = 1; length <= std::min<std::size_t>(4, text.size()); ++length) {
    if (is_utf8(text.substr(0, length))) return length;
  }
  return 0;
}

}  // namespace

bool Cleaned::is_broken(std::string_view part) const {
  const auto from = static_cast<std::size_t>(part.data() - text.data());
  const auto found = std::lower_bound(broken.begin(), broken.end(), from);
  return found != broken.end() && *found < from + part.size();
}

Cleaned clean(std::string_view body) {
  Cleaned cleaned{simdjson::padded_string(body), {}};
  if (simdjson::validate_utf8(body.data(), body.size())) return cleaned;
  constexpr char harmless = '?';
  for (std::size_t at = 0; at < body.size();) {
    const auto length = character_length(body.substr(at));
    if (length == 0) {
      cleaned.broken.push_back(at);
      cleaned.text.data()[at] = harmless;
    }
    at += std::max<std::size_t>(length, 1);
  }
  return cleaned;
}

std::optional<std::vector<std::string_view>> split_items(simdjson::ondemand::array array) {
  std::vector<std::string_view> items;
  for (auto item : array) {
    simdjson::ondemand::value value;
    json_type type{};
    if (item.get(value) || value.type().get(type)) return std::nullopt;
    std::string_view raw;
    simdjson::ondemand::object object;
    if (type == json_type::object && (value.get_object().get(object) || object.raw_json().get(raw)))
      return std::nullopt;
    items.push_back(raw);
  }
  return items;
}

}  // namespace spotter::protocols
