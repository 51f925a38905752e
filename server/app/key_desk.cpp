#include "app/key_desk.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "journal/journal.hpp"

namespace spotter::app {

namespace {

// Revoked keys stay in the list, so the next number is free.
std::string next_id(const std::vector<KeptKey>& keys, const std::string& kind) {
  const auto count =
      std::count_if(keys.begin(), keys.end(), [&](const KeptKey& key) { return key.kind == kind; });
  return fmt::format("{}-{}", kind, count + 1);
}

wire::Access access_of(KeyKind kind) {
  switch (kind) {
    case KeyKind::admin: return wire::Access::admin;
    case KeyKind::server: return wire::Access::server;
    case KeyKind::client: break;
  }
  return wire::Access::client;
}

Result<void> note(storage::Database& database, const std::string& id, const KeyAct& act,
                  const char* what) {
  const journal::Entry entry{0, "key/" + id, act.at, act.actor, what, ""};
  TRY([[maybe_unused]] const auto kept, journal::append(database, entry));
  return {};
}

}  // namespace

Result<MadeKey> KeyDesk::make_now(const KeyOrder& order, const KeyAct& act) {
  if (order.encrypted && order.kind != KeyKind::client)
    return failure(bad_request("Only a client key's payload is encrypted.", "/encrypted"));
  if (order.kind == KeyKind::admin && act.signed_in)
    return failure(ProblemCode::forbidden, "Only the admin key makes another admin key.");
  TRY(const auto keys, read_keys(database_));
  if (keys.size() >= limits::access_keys_max)
    return failure(ProblemCode::conflict,
                   fmt::format("There are {} keys already: no more can be made.", keys.size()));
  const std::string kind = boost::describe::enum_to_string(order.kind, "?");
  MadeKey made{{next_id(keys, kind), kind, "", "", to_rfc3339(act.at), {}, {}},
               make_key(random_, access_of(order.kind))};
  made.kept.hash = hash_of(made.key);
  if (order.kind == KeyKind::admin) made.kept.member = act.member;
  if (order.encrypted) random_.fill(made.kept.encryption_key.emplace());
  TRY_VOID(database_.transaction([&]() -> Result<void> {
    TRY_VOID(insert_key(database_, made.kept));
    return note(database_, made.kept.id, act, "made a key");
  }));
  ring_.add(made.kept);
  return made;
}

void KeyDesk::make(KeyOrder order, KeyAct act, std::function<void(Result<MadeKey>)> made) {
  state_thread_.post(
      [this, order, act = std::move(act), made = std::move(made)] { made(make_now(order, act)); });
}

Result<KeptKey> KeyDesk::revoke_now(const std::string& id, const KeyAct& act) {
  TRY(const auto keys, read_keys(database_));
  const auto found =
      std::find_if(keys.begin(), keys.end(), [&](const KeptKey& key) { return key.id == id; });
  if (found == keys.end())
    return failure(ProblemCode::not_found, fmt::format("There is no key \"{}\".", id));
  if (!found->revoked_at.empty()) return *found;
  const auto opening_admin = [](const KeptKey& key) {
    return key.kind == "admin" && key.revoked_at.empty();
  };
  if (opening_admin(*found) && std::count_if(keys.begin(), keys.end(), opening_admin) == 1)
    return failure(ProblemCode::conflict, "This is the last admin key: make another one first.");
  auto revoked = *found;
  revoked.revoked_at = to_rfc3339(act.at);
  TRY_VOID(database_.transaction([&]() -> Result<void> {
    TRY_VOID(write_revoked(database_, id, act.at));
    return note(database_, id, act, "revoked the key");
  }));
  ring_.remove(revoked);
  return revoked;
}

void KeyDesk::revoke(std::string id, KeyAct act, std::function<void(Result<KeptKey>)> revoked) {
  state_thread_.post([this, id = std::move(id), act = std::move(act),
                      revoked = std::move(revoked)] { revoked(revoke_now(id, act)); });
}

void KeyDesk::list(std::function<void(Result<std::vector<KeptKey>>)> listed) {
  state_thread_.post([this, listed = std::move(listed)] { listed(read_keys(database_)); });
}

}  // namespace spotter::app
