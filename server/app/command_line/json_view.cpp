#include "app/command_line/json_view.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

namespace spotter::app {

namespace json = boost::json;

const json::value& at(const json::value& value, std::string_view name) {
  static const json::value nothing;
  const auto* object = value.if_object();
  const auto* member = object ? object->if_contains(name) : nullptr;
  return member ? *member : nothing;
}

std::string text_at(const json::value& value, std::string_view name) {
  const auto* text = at(value, name).if_string();
  return text ? std::string(*text) : std::string();
}

const json::array& list_at(const json::value& value, std::string_view name) {
  static const json::array nothing;
  const auto* list = at(value, name).if_array();
  return list ? *list : nothing;
}

std::optional<double> number_at(const json::value& value, std::string_view name) {
  const auto& member = at(value, name);
  if (!member.is_number()) return std::nullopt;
  return member.to_number<double>();
}

std::string number_text(std::optional<double> number, int digits) {
  if (!number) return "–";
  return fmt::format("{:.{}f}", *number, digits);
}

}  // namespace spotter::app
