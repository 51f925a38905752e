#include "app/key_desk.hpp"

#include <gtest/gtest.h>

#include "base/at_once_executor.hpp"
#include "journal/journal.hpp"
#include "parts/live/flags/encrypted_text.hpp"
#include "storage/migrations.hpp"

namespace spotter::app {
namespace {

class KeyDeskTest : public testing::Test {
 protected:
  KeyDeskTest() {
    EXPECT_TRUE(storage::migrate(database));
    EXPECT_TRUE(insert_key(database, {"client-1", "client", hash_of("spc_1"), "", "2026", {}}));
  }
  MadeKey make(bool encrypted) {
    std::optional<Result<MadeKey>> made;
    desk.make({KeyKind::client, encrypted}, act,
              [&](Result<MadeKey> one) { made = std::move(one); });
    EXPECT_TRUE(made && *made);
    return **made;
  }

  Result<MadeKey> make_of(KeyKind kind) {
    std::optional<Result<MadeKey>> made;
    desk.make({kind, false}, {"Olga", "owner", {0}},
              [&](Result<MadeKey> one) { made = std::move(one); });
    EXPECT_TRUE(made);
    return std::move(*made);
  }
  Result<KeptKey> revoke(const char* id) { return revoke(std::string(id)); }
  Result<KeptKey> revoke(const std::string& id) {
    std::optional<Result<KeptKey>> revoked;
    desk.revoke(id, act, [&](Result<KeptKey> one) { revoked = std::move(one); });
    EXPECT_TRUE(revoked);
    return std::move(*revoked);
  }

  storage::Database database = *storage::Database::open(":memory:");
  const KeyAct act{"Olga", "", {0}};
  KeyRing ring;
  AtOnceExecutor thread;
  SystemRandom random;
  KeyDesk desk{ring, database, thread, random};
};

TEST_F(KeyDeskTest, AMadeKeyOpensAtOnceAndAfterARestart) {
  const auto made = make(true);
  EXPECT_EQ(made.kept.id, "client-2");
  EXPECT_TRUE(made.key.starts_with("spc_"));
  ASSERT_TRUE(made.kept.encryption_key);
  const auto again = KeyRing::load(database);
  ASSERT_TRUE(again);
  for (const KeyRing* keys : std::initializer_list<const KeyRing*>{&ring, &*again}) {
    const auto caller = keys->authenticate(made.key);
    ASSERT_TRUE(caller);
    EXPECT_EQ(caller->access, wire::Access::client);
    EXPECT_EQ(caller->source, "client-2");
    EXPECT_EQ(keys->encryption_key("client-2"), made.kept.encryption_key);
  }
  EXPECT_FALSE(ring.authenticate("spc_1")) << "this ring was made empty";
  EXPECT_TRUE(again->authenticate("spc_1"));
  EXPECT_FALSE(again->encryption_key("client-1"));
}

TEST_F(KeyDeskTest, PlainKeysHaveNoEncryptionKeyAndEveryKeyIsItsOwn) {
  const auto first = make(false);
  const auto second = make(true);
  const auto third = make(true);
  EXPECT_FALSE(first.kept.encryption_key);
  EXPECT_EQ(third.kept.id, "client-4");
  EXPECT_NE(second.key, third.key);
  EXPECT_NE(second.kept.encryption_key, third.kept.encryption_key);
}

TEST_F(KeyDeskTest, ListsInTheOrderOfMaking) {
  make(true);
  std::vector<std::string> ids;
  desk.list([&](const Result<std::vector<KeptKey>>& keys) {
    ASSERT_TRUE(keys);
    for (const auto& key : *keys) ids.push_back(key.id);
  });
  EXPECT_EQ(ids, (std::vector<std::string>{"client-1", "client-2"}));
}

TEST_F(KeyDeskTest, ARevokedKeyOpensNothingAndKeepsItsName) {
  const auto made = make(true);
  const auto revoked = revoke(made.kept.id);
  ASSERT_TRUE(revoked) << revoked.error().sentence;
  EXPECT_FALSE(revoked->revoked_at.empty());
  EXPECT_FALSE(ring.authenticate(made.key));
  EXPECT_FALSE(ring.encryption_key(made.kept.id));
  const auto again = KeyRing::load(database);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->authenticate(made.key));
  EXPECT_TRUE(again->authenticate("spc_1"));
  EXPECT_EQ(make(false).kept.id, "client-3") << "a name is given once";
  EXPECT_TRUE(revoke(made.kept.id)) << "twice is as once";
  EXPECT_EQ(revoke("client-9").error().code, ProblemCode::not_found);
}

TEST_F(KeyDeskTest, TheLastAdminKeyStays) {
  ASSERT_TRUE(
      database.run_script("INSERT INTO members (id, name, created_at, department)"
                          " VALUES ('owner', 'Olga', '2026', 'it')"));
  const auto first = make_of(KeyKind::admin);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->kept.id, "admin-1");
  EXPECT_TRUE(first->key.starts_with("spa_"));
  EXPECT_EQ(ring.authenticate(first->key)->member, "owner");
  EXPECT_EQ(revoke("admin-1").error().code, ProblemCode::conflict);
  const auto second = make_of(KeyKind::admin);
  ASSERT_TRUE(second);
  EXPECT_TRUE(revoke("admin-1"));
  EXPECT_FALSE(ring.authenticate(first->key));
  EXPECT_EQ(revoke("admin-2").error().code, ProblemCode::conflict);
  EXPECT_TRUE(ring.authenticate(second->key));
}

TEST_F(KeyDeskTest, ASessionMakesNoAdminKey) {
  std::optional<Result<MadeKey>> refused;
  desk.make({KeyKind::admin, false}, {"Olga", "owner", {0}, true},
            [&](Result<MadeKey> one) { refused = std::move(one); });
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->error().code, ProblemCode::forbidden);
}

TEST_F(KeyDeskTest, ServerKeysArePlain) {
  const auto made = make_of(KeyKind::server);
  ASSERT_TRUE(made);
  EXPECT_TRUE(made->key.starts_with("sps_"));
  EXPECT_EQ(ring.authenticate(made->key)->access, wire::Access::server);
  EXPECT_EQ(ring.authenticate(made->key)->member, "");
  std::optional<Result<MadeKey>> refused;
  desk.make({KeyKind::server, true}, act, [&](Result<MadeKey> one) { refused = std::move(one); });
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->error().code, ProblemCode::bad_request);
}

TEST_F(KeyDeskTest, TheJournalSaysWhoMadeAndRevoked) {
  const auto made = make(false);
  ASSERT_TRUE(revoke(made.kept.id));
  const auto entries = journal::list(database, "key/client-2", 10);
  ASSERT_TRUE(entries);
  ASSERT_EQ(entries->size(), 2U);
  EXPECT_EQ(entries->at(1).entry.what, "made a key");
  EXPECT_EQ(entries->at(0).entry.what, "revoked the key");
  EXPECT_EQ(entries->at(0).entry.actor, "Olga");
  for (const auto& kept : *entries) {
    EXPECT_EQ(kept.entry.what.find(made.key), std::string::npos);
    EXPECT_EQ(kept.entry.why.find(made.key), std::string::npos);
  }
}

TEST_F(KeyDeskTest, WhatCannotBeStoredIsNotLetIn) {
  ASSERT_TRUE(database.run_script("DROP TABLE encryption_keys"));
  std::optional<Result<MadeKey>> made;
  desk.make({KeyKind::client, true}, act, [&](Result<MadeKey> one) { made = std::move(one); });
  ASSERT_TRUE(made);
  EXPECT_FALSE(*made);
}

TEST_F(KeyDeskTest, ADamagedEncryptionKeyIsSaid) {
  make(true);
  ASSERT_TRUE(database.run("UPDATE encryption_keys SET encryption_key = 'short'"));
  const auto ring_of_it = KeyRing::load(database);
  ASSERT_FALSE(ring_of_it);
  EXPECT_EQ(ring_of_it.error().code, ProblemCode::corrupt);
}

}  // namespace
}  // namespace spotter::app
