#include "parts/people/password.hpp"

#include <gtest/gtest.h>
#include <sodium.h>

namespace spotter::people {
namespace {

TEST(Password, HasTwelveToAThousandCharacters) {
  EXPECT_FALSE(check_password("", "/password"));
  EXPECT_FALSE(check_password("elevenchars", "/password"));
  EXPECT_TRUE(check_password("twelve chars", "/password"));
  EXPECT_TRUE(check_password(std::string(1'000, 'x'), "/password"));
  EXPECT_FALSE(check_password(std::string(1'001, 'x'), "/password"));
  const auto refused = check_password("short", "/old_password");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().pointer, "/old_password");
}

TEST(Password, CharactersAreNotBytes) {
  EXPECT_FALSE(check_password("ääääääääääあ", "")) << "11 characters of 23 bytes";
  EXPECT_TRUE(check_password("äääääääääääあ", ""));
  EXPECT_FALSE(check_password("twelve chars\xff", "")) << "no UTF-8";
}

TEST(Password, FitsItsHashOnly) {
  const std::string password("correct horse\0battery", 21);
  const auto hash = password_hash(password);
  ASSERT_TRUE(hash);
  EXPECT_TRUE(hash->starts_with("$argon2id$"));
  EXPECT_TRUE(password_fits(*hash, password));
  EXPECT_FALSE(password_fits(*hash, "correct horse")) << "what follows a NUL counts";
  EXPECT_FALSE(password_fits(*hash, password + " "));
  EXPECT_FALSE(password_fits(*hash, ""));
  EXPECT_NE(*password_hash(password), *hash) << "salted";
}

TEST(Password, WhatIsNoHashFitsNothing) {
  for (const auto& hash : {std::string(), std::string("$argon2id$"), std::string(500, 'x')})
    EXPECT_FALSE(password_fits(hash, hash));
}

TEST(Password, NobodysHashCostsTheSameAndFitsNothing) {
  EXPECT_EQ(
      crypto_pwhash_str_needs_rehash(nobodys_hash().c_str(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                     crypto_pwhash_MEMLIMIT_INTERACTIVE),
      0);
  EXPECT_FALSE(password_fits(nobodys_hash(), ""));
  EXPECT_FALSE(password_fits(nobodys_hash(), nobodys_hash()));
}

}  // namespace
}  // namespace spotter::people
