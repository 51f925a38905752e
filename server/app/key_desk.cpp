#include "app/key_desk.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/limits.hpp"
#include "base/text.hpp"

namespace spotter::app {

namespace {

// Keys are never taken away, so the next number is free.
std::string next_id(const std::vector<KeptKey>& keys) {
  const auto count = std::count_if(keys.begin(), keys.end(),
                                   [](const KeptKey& key) { return key.kind == "client"; });
  return fmt::format("client-{}", count + 1);
}

}  // namespace

Result<MadeKey> KeyDesk::make(bool encrypted, Instant at) {
  TRY(const auto keys, read_keys(database_));
  if (keys.size() >= limits::access_keys_max)
    return failure(ProblemCode::conflict,
                   fmt::format("There are {} keys already: no more can be made.", keys.size()));
  MadeKey made{{next_id(keys), "client", "", "", to_rfc3339(at), {}},
               make_key(random_, wire::Access::client)};
  made.kept.hash = hash_of(made.key);
  if (encrypted) random_.fill(made.kept.encryption_key.emplace());
  TRY_VOID(database_.transaction([&] { return insert_key(database_, made.kept); }));
  ring_.add(made.kept);
  return made;
}

void KeyDesk::make_client_key(bool encrypted, Instant at,
                              std::function<void(Result<MadeKey>)> made) {
  state_thread_.post([this, encrypted, at, made = std::move(made)] { made(make(encrypted, at)); });
}

void KeyDesk::list(std::function<void(Result<std::vector<KeptKey>>)> listed) {
  state_thread_.post([this, listed = std::move(listed)] { listed(read_keys(database_)); });
}

}  // namespace spotter::app
