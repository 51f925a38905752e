// Passwords: what they must be, and their hashes (argon2id, RFC 9106, by libsodium).
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace spotter::people {

/// bad_request at `pointer` unless it is UTF-8 of limits::password_chars_min to
/// limits::password_chars_max characters.
Result<void> check_password(std::string_view password, std::string_view pointer);

/// Hash, salt and cost as one text, for the database. Takes 64 MiB and some 60 ms: only on the
/// thread for passwords. unavailable if the memory cannot be had.
Result<std::string> password_hash(std::string_view password);

/// Whether `password` has this hash, in constant time but for the hash's cost; as expensive as
/// password_hash. False if `hash` is no hash.
bool password_fits(const std::string& hash, std::string_view password);

/// A hash of the same cost that no password is known to have: checking it for unknown members
/// takes as long as a wrong password does, so that nobody learns which members there are.
const std::string& nobodys_hash();

}  // namespace spotter::people
