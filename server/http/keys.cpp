#include "http/keys.hpp"

#include <algorithm>
#include <cctype>

#include "base/secret.hpp"
#include "wire/cookie.hpp"

namespace spotter::http {

namespace {

constexpr std::size_t key_chars_max = 512;
constexpr std::string_view csrf_header = "spotter-csrf";

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

// Sessions open what people use, and nothing of the planes of clients and servers.
bool takes_session(const wire::Route& route) {
  if (route.authenticates_itself) return false;
  return route.knows_session || route.needs >= wire::Access::member;
}

// A key that is presented counts, and the cookie beside it does not.
void find_caller(const wire::Route& route, const wire::Authenticate& authenticate,
                 wire::Request& request) {
  if (!request.key.empty()) {
    if (auto caller = authenticate.authenticate(request.key)) request.caller = std::move(*caller);
    return;
  }
  if (!takes_session(route)) return;
  const auto token = wire::cookie_value(request, wire::session_cookie);
  if (token.empty()) return;
  auto signed_in = authenticate.session(token, request.received);
  if (!signed_in) return;
  request.session = std::string(token);
  request.csrf = std::move(signed_in->csrf);
  request.caller = std::move(signed_in->caller);
}

Problem nobody(const wire::Route& route, const wire::Request& request) {
  const auto says = [](const char* sentence) {
    return Problem{ProblemCode::unauthorized, sentence, {}};
  };
  if (!request.key.empty()) return says("This key is not known.");
  if (!takes_session(route)) return says("This needs a key: Authorization: Bearer <key>.");
  if (!wire::cookie_value(request, wire::session_cookie).empty())
    return says("This session has ended: sign in again.");
  return says("This needs a sign-in, or a key: Authorization: Bearer <key>.");
}

// Another site can make a browser send the cookie, but not this header.
bool proves_page(const wire::Request& request) {
  if (request.session.empty() || request.method == wire::Method::get) return true;
  return same_secret(request.header(csrf_header).value_or(std::string_view()), request.csrf);
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
  const bool open = route.needs == wire::Access::none;
  if (open && !route.authenticates_itself && !route.knows_session) return std::nullopt;
  request.key = presented_key(request);
  request.session.clear();
  request.caller = {};  // a stream is checked again, and may have known another answer
  if (authenticate) find_caller(route, *authenticate, request);
  if (open || route.authenticates_itself) return std::nullopt;
  if (request.caller.access == wire::Access::none) return nobody(route, request);
  if (!may_use(request.caller.access, route.needs)) {
    return Problem{
        ProblemCode::forbidden,
        request.session.empty() ? "This key may not do this." : "Only administrators may do this.",
        {}};
  }
  if (!proves_page(request)) {
    return Problem{ProblemCode::forbidden,
                   "With a session this needs the header Spotter-CSRF: GET /api/session says what "
                   "it holds.",
                   {}};
  }
  return std::nullopt;
}

}  // namespace spotter::http
