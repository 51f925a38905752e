// Sessions: tokens, what is derived from them, when they end, their cookie. Pure but for chance.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/random.hpp"

namespace spotter::people {

/// A session as it is kept.
struct Session {
  std::string hash;    ///< of its token
  std::string member;  ///< whose it is: a member's key
  Instant made_at;
  Instant seen_at;  ///< last used

  bool operator==(const Session&) const = default;
};

/// Whether it has ended: limits::session_idle_max after its last use, or limits::session_life_max
/// after it was made.
bool is_over(const Session& session, Instant at);

/// 32 random bytes as hex: what the cookie holds.
std::string make_token(Random& random);
/// False for anything that make_token cannot have made.
bool is_token(std::string_view text);

/// What is kept of a token: BLAKE2b-256 as hex. Tokens are random, so no salt is needed.
std::string hash_of_token(std::string_view token);

/// The session's CSRF token: BLAKE2b-256 under the token as its key. Neither the hash that is kept
/// nor the page that knows it leads back to the token. `token` must be one.
std::string csrf_of(std::string_view token);

/// Set-Cookie for a session just opened. `secure`: browsers send it over https only.
std::string cookie_text(std::string_view token, bool secure);
/// Set-Cookie that makes the browser forget it.
std::string ended_cookie(bool secure);

}  // namespace spotter::people
