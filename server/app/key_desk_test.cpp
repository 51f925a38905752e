#include "app/key_desk.hpp"

#include <gtest/gtest.h>

#include "parts/live/flags/encrypted_text.hpp"
#include "storage/migrations.hpp"

namespace spotter::app {
namespace {

class AtOnce final : public Executor {
 public:
  void post(Task task) override { task(); }
};

class KeyDeskTest : public testing::Test {
 protected:
  KeyDeskTest() {
    EXPECT_TRUE(storage::migrate(database));
    EXPECT_TRUE(insert_key(database, {"client-1", "client", hash_of("spc_1"), "", "2026", {}}));
  }
  MadeKey make(bool encrypted) {
    std::optional<Result<MadeKey>> made;
    desk.make_client_key(encrypted, {0}, [&](Result<MadeKey> one) { made = std::move(one); });
    EXPECT_TRUE(made && *made);
    return **made;
  }

  storage::Database database = *storage::Database::open(":memory:");
  KeyRing ring;
  AtOnce thread;
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

TEST_F(KeyDeskTest, WhatCannotBeStoredIsNotLetIn) {
  ASSERT_TRUE(database.run_script("DROP TABLE encryption_keys"));
  std::optional<Result<MadeKey>> made;
  desk.make_client_key(true, {0}, [&](Result<MadeKey> one) { made = std::move(one); });
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
