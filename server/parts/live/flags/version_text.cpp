#include "parts/live/flags/version_text.hpp"

#include <algorithm>
#include <vector>

#include "parts/live/flags/javascript_value.hpp"

namespace spotter::live {

namespace {

constexpr std::size_t part_width = 5;

std::string plain_version(const boost::json::value& version) {
  const bool readable = version.is_number() || version.is_string();
  auto text = readable ? javascript::to_text(version) : std::string();
  return text.empty() ? "0" : text;
}

// The last line's first "+" and all behind it go: JavaScript's /\+.*$/, whose dot stops at line
// ends.
void drop_build(std::string& text) {
  std::size_t line = 0;
  for (const std::string_view end : {"\n", "\r", "\u2028", "\u2029"})
    if (const auto at = text.rfind(end); at != std::string::npos)
      line = std::max(line, at + end.size());
  if (const auto plus = text.find('+', line); plus != std::string::npos) text.erase(plus);
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == '-' || c == '.') parts.emplace_back();
    else parts.back().push_back(c);
  }
  return parts;
}

std::string padded(const std::string& part) {
  const bool digits = !part.empty() && part.find_first_not_of("0123456789") == std::string::npos;
  if (!digits || part.size() >= part_width) return part;
  return std::string(part_width - part.size(), ' ') + part;
}

}  // namespace

std::string padded_version(const boost::json::value& version) {
  std::string text = plain_version(version);
  drop_build(text);
  if (text.starts_with('v')) text.erase(0, 1);
  auto parts = split(text);
  if (parts.size() == 3) parts.emplace_back("~");  // a release sorts behind its pre-releases
  std::string whole;
  for (const auto& part : parts) {
    if (&part != &parts.front()) whole.push_back('-');
    whole += padded(part);
  }
  return whole;
}

}  // namespace spotter::live
