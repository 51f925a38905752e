#include "parts/people/password.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/ensure.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"

namespace spotter::people {

namespace {

// Picks the fastest code for this processor; idempotent, any thread.
void prepare() { ensure(sodium_init() >= 0, "libsodium is ready"); }

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
  }));
}

}  // namespace

Result<void> check_password(std::string_view password, std::string_view pointer) {
  const auto count = characters(password);
  if (is_utf8(password) && count >= limits::password_chars_min &&
      count <= limits::password_chars_max)
    return {};
  return failure(bad_request(fmt::format("A password has {} to {} characters.",
                                         limits::password_chars_min, limits::password_chars_max),
                             std::string(pointer)));
}

Result<std::string> password_hash(std::string_view password) {
  prepare();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  const int status =
      crypto_pwhash_str(hash.data(), password.data(), password.size(),
                        crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE);
  if (status != 0)
    return failure(ProblemCode::unavailable, "There is no memory to make the password's hash.");
  return std::string(hash.data());
}

bool password_fits(const std::string& hash, std::string_view password) {
  prepare();
  if (hash.size() >= crypto_pwhash_STRBYTES) return false;
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

const std::string& nobodys_hash() {
  static const std::string hash =
      "$argon2id$v=19$m=65536,t=2,p=1$c3BvdHRlci1ub2JvZHktMQ$"
      "c3BvdHRlciBrbm93cyBubyBwYXNzd29yZCBvZiB0aGk";
  return hash;
}

}  // namespace spotter::people
