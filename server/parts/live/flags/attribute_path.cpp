#include "parts/live/flags/attribute_path.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <charconv>

namespace spotter::live {

namespace json = boost::json;

namespace {

const json::value* element(const json::array& array, const std::string& part) {
  std::size_t index = 0;
  const auto end = part.data() + part.size();
  const auto result = std::from_chars(part.data(), end, index);
  const bool canonical =
      result.ec == std::errc() && result.ptr == end && (part.size() == 1 || part.front() != '0');
  return canonical ? array.if_contains(index) : nullptr;
}

}  // namespace

AttributePath::AttributePath(std::string_view path) {
  for (std::size_t at = 0; at <= path.size();) {
    const auto end = std::min(path.find('.', at), path.size());
    parts_.emplace_back(path.substr(at, end - at));
    at = end + 1;
  }
}

const json::value& AttributePath::find(const json::value& root, json::value& room) const {
  static const json::value nothing;
  const json::value* current = &root;
  for (const auto& part : parts_) {
    const auto* array = current->if_array();
    if (array && part == "length") {
      room = array->size();
      current = &room;
    } else if (array) {
      current = element(*array, part);
    } else {
      const auto* object = current->if_object();
      current = object ? object->if_contains(part) : nullptr;
    }
    if (!current) return nothing;
  }
  return *current;
}

}  // namespace spotter::live
