#include "parts/people/session.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/ensure.hpp"
#include "base/hash.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "wire/cookie.hpp"

namespace spotter::people {

namespace {

constexpr std::size_t token_bytes = 32;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string cookie(std::string_view value, std::int64_t seconds, bool secure) {
  return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Strict{}", wire::session_cookie,
                     value, seconds, secure ? "; Secure" : "");
}

}  // namespace

bool is_over(const Session& session, Instant at) {
  return at - session.seen_at >= limits::session_idle_max ||
         at - session.made_at >= limits::session_life_max;
}

std::string make_token(Random& random) { return random_hex(random, token_bytes); }

bool is_token(std::string_view text) {
  const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  return text.size() == 2 * token_bytes && std::all_of(text.begin(), text.end(), is_digit);
}

std::string hash_of_token(std::string_view token) { return blake2b_hex(token, 32); }

std::string csrf_of(std::string_view token) {
  ensure(is_token(token), "a session's token is one");
  constexpr std::string_view purpose = "spotter csrf 1";
  std::array<std::uint8_t, 32> hash{};
  crypto_generichash(hash.data(), hash.size(), bytes_of(purpose), purpose.size(), bytes_of(token),
                     token.size());
  return to_hex(hash);
}

std::string cookie_text(std::string_view token, bool secure) {
  const auto life = std::chrono::duration_cast<std::chrono::seconds>(limits::session_life_max);
  return cookie(token, life.count(), secure);
}

std::string ended_cookie(bool secure) { return cookie("", 0, secure); }

}  // namespace spotter::people
