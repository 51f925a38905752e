#include "http/keys.hpp"

#include <algorithm>
#include <cctype>

namespace spotter::http {

namespace {

constexpr std::size_t key_chars_max = 512;

// Printable ASCII without blanks: so neither NUL nor wrong UTF-8 gets any further.
bool is_key_text(std::string_view text) {
  const auto fits = [](char c) { return c > ' ' && c < '\x7f'; };
  return !text.empty() && text.size() <= key_chars_max &&
         std::all_of(text.begin(), text.end(), fits);
}

bool same_word(std::string_view a, std::string_view b) {
  const auto same = [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  };
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), same);
}

std::string_view trim(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

std::string authorization_key(std::string_view value) {
  value = trim(value);
  const auto blank = value.find(' ');
  if (blank == std::string_view::npos) return std::string(value);
  const auto scheme = value.substr(0, blank);
  const auto rest = trim(value.substr(blank));
  if (same_word(scheme, "Bearer")) return std::string(rest);
  if (!same_word(scheme, "Basic")) return {};
  const auto user = base64_decode(rest);
  if (!user) return {};
  const std::string_view text = *user;
  return std::string(text.substr(0, text.find(':')));
}

int base64_digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

}  // namespace

std::optional<std::string> base64_decode(std::string_view text) {
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  if (text.size() % 4 == 1) return std::nullopt;
  std::string decoded;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    const int digit = base64_digit(c);
    if (digit < 0) return std::nullopt;
    bits = (bits << 6 | static_cast<unsigned>(digit)) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    decoded += static_cast<char>(bits >> count & 0xff);
  }
  return decoded;
}

std::string presented_key(const wire::Request& request) {
  if (const auto value = request.header("authorization")) {
    auto key = authorization_key(*value);
    if (is_key_text(key)) return key;
  }
  if (const auto value = request.header("x-api-key"); value && is_key_text(trim(*value)))
    return std::string(trim(*value));
  if (const auto value = request.parameter("client_key"); is_key_text(value))
    return std::string(value);
  for (const std::string_view name : {"writeKey", "client_key", "k"}) {
    if (const auto value = request.query_value(name); value && is_key_text(*value))
      return std::string(*value);
  }
  return {};
}

bool may_use(wire::Access caller, wire::Access needs) {
  return static_cast<int>(caller) >= static_cast<int>(needs);
}

std::optional<Problem> check_key(const wire::Route& route, const wire::Authenticate* authenticate,
                                 wire::Request& request) {
  if (route.needs == wire::Access::none && !route.authenticates_itself) return std::nullopt;
  request.key = presented_key(request);
  std::optional<wire::Caller> caller;
  if (authenticate && !request.key.empty()) caller = authenticate->authenticate(request.key);
  if (caller) request.caller = std::move(*caller);
  if (route.authenticates_itself) return std::nullopt;
  if (request.key.empty())
    return Problem{ProblemCode::unauthorized, "This needs a key: Authorization: Bearer <key>.", {}};
  if (request.caller.access == wire::Access::none)
    return Problem{ProblemCode::unauthorized, "This key is not known.", {}};
  if (!may_use(request.caller.access, route.needs))
    return Problem{ProblemCode::forbidden, "This key may not do this.", {}};
  return std::nullopt;
}

}  // namespace spotter::http
