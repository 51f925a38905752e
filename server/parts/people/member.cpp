#include "parts/people/member.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/limits.hpp"
#include "base/text.hpp"

namespace spotter::people {

namespace {

constexpr std::array<std::string_view, 3> actors_of_the_program = {"judge", "spotter", "admin key"};

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

}  // namespace

Result<void> check_name(std::string_view name) {
  const auto wrong = [](std::string sentence) {
    return failure(bad_request(std::move(sentence), "/name"));
  };
  if (name.empty()) return wrong("A member has a name.");
  if (name.size() > limits::member_name_bytes_max)
    return wrong(fmt::format("A name has at most {} bytes.", limits::member_name_bytes_max));
  if (!is_utf8(name) || std::any_of(name.begin(), name.end(), is_control))
    return wrong("A name has no control characters.");
  if (name.front() == ' ' || name.back() == ' ')
    return wrong("A name neither begins nor ends with a blank.");
  const auto* taken = std::find(actors_of_the_program.begin(), actors_of_the_program.end(), name);
  if (taken != actors_of_the_program.end())
    return wrong(fmt::format("\"{}\" is what the journal calls somebody else.", name));
  return {};
}

Result<void> check_member_key(std::string_view key) {
  if (is_key(key)) return {};
  return failure(bad_request(
      "A member's key has 1 to 128 letters, digits, dots, hyphens and underscores.", "/key"));
}

}  // namespace spotter::people
