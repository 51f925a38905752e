#include "parts/people/attempts.hpp"

#include <arpa/inet.h>
#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <span>

#include "base/limits.hpp"
#include "base/text.hpp"

namespace spotter::people {

namespace {

std::string_view last_entry(std::string_view forwarded) {
  const auto comma = forwarded.rfind(',');
  if (comma != std::string_view::npos) forwarded.remove_prefix(comma + 1);
  while (forwarded.starts_with(' ')) forwarded.remove_prefix(1);
  while (forwarded.ends_with(' ')) forwarded.remove_suffix(1);
  return forwarded;
}

// An IPv4 address within IPv6 (RFC 4291, 2.5.5.2) is that IPv4 address.
bool holds_ipv4(std::span<const std::uint8_t> bytes) {
  const auto zeros = std::all_of(bytes.begin(), bytes.begin() + 10, [](auto b) { return b == 0; });
  return zeros && bytes[10] == 0xff && bytes[11] == 0xff;
}

}  // namespace

Attempts::Attempts(Random& random, int at_once, Duration every)
    : every_(every), burst_(every * at_once), places_(limits::attempt_places) {
  random.fill(key_);
}

Instant& Attempts::place_of(std::string_view name) {
  static_assert(crypto_shorthash_KEYBYTES == sizeof key_);
  std::array<std::uint8_t, crypto_shorthash_BYTES> hash{};
  crypto_shorthash(hash.data(), reinterpret_cast<const unsigned char*>(name.data()), name.size(),
                   key_.data());
  std::uint64_t number = 0;
  std::memcpy(&number, hash.data(), sizeof number);
  return places_[number % places_.size()];
}

std::optional<std::chrono::seconds> Attempts::take(std::string_view name, Instant at) {
  const std::lock_guard lock(mutex_);
  Instant& place = place_of(name);
  // A clock that was set back must not lock anybody out for longer than a full burst.
  const auto worked_off = std::clamp(place, at, at + burst_) + every_;
  const auto over = worked_off - at - burst_;
  if (over > Duration::zero()) return std::chrono::ceil<std::chrono::seconds>(over);
  place = worked_off;
  return std::nullopt;
}

void Attempts::give_back(std::string_view name) {
  const std::lock_guard lock(mutex_);
  Instant& place = place_of(name);
  place = place - every_;
}

std::string network_of(std::string_view address, std::string_view forwarded) {
  const auto entry = last_entry(forwarded);
  const std::string text(entry.empty() ? address : entry);
  std::array<std::uint8_t, 16> bytes{};
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return text;
  const std::span<const std::uint8_t> all(bytes);
  return to_hex(holds_ipv4(all) ? all : all.first(8));
}

}  // namespace spotter::people
