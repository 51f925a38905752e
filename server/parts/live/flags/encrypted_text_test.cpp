#include "parts/live/flags/encrypted_text.hpp"

#include <gtest/gtest.h>

namespace spotter::live {
namespace {

const char* const key_text = "Zvwv/+uhpFDznZ6SX28Yjg==";

TEST(EncryptedText, ComesBack) {
  const auto key = read_encryption_key(key_text);
  ASSERT_TRUE(key);
  EXPECT_EQ(encryption_key_text(*key), key_text);
  const std::string texts[] = {"", "{}", R"({"a":"é"})", std::string(100'000, 'x')};
  for (const auto& text : texts) {
    const auto encrypted = encrypt_text(text, *key);
    EXPECT_EQ(encrypted.find('.'), 24U);
    EXPECT_EQ(decrypt_text(encrypted, key_text), text);
  }
}

TEST(EncryptedText, IsTheSameForTheSameTextAndKeyOnly) {
  const auto key = *read_encryption_key(key_text);
  auto other = key;
  other[15] ^= 1;
  const auto encrypted = encrypt_text("text", key);
  EXPECT_EQ(encrypted, encrypt_text("text", key));
  const auto start = [](const std::string& text) { return text.substr(0, 24); };
  EXPECT_NE(start(encrypted), start(encrypt_text("texts", key)));
  EXPECT_NE(start(encrypted), start(encrypt_text("text", other)));
}

// growthbook/growthbook, packages/sdk-js/test/cases.json, "decrypt".
TEST(EncryptedText, WhatTheSdkReads) {
  const std::string text =
      "m5ylFM6ndyOJA2OPadubkw==."
      "Uu7ViqgKEt/dWvCyhI46q088PkAEJbnXKf3KPZjf9IEQQ+A8fojNoxw4wIbPX3aj";
  EXPECT_EQ(decrypt_text(text, key_text), R"({"feature":{"defaultValue":true}})");
}

TEST(EncryptedText, AnythingElseIsRefused) {
  for (const auto* text : {"", ".", "a.b", "m5ylFM6ndyOJA2OPadubkw==", "m5ylFM6ndyOJA2OPadubkw==.",
                           "m5ylFM6ndyOJA2OPadubkw==.AAAA", "m5ylFM6n*yOJA2OPadubkw==.AAAA"})
    EXPECT_FALSE(decrypt_text(text, key_text)) << text;
  for (const auto* key : {"", "Zvwv", "Zvwv/+uhpFDznZ6SX28Yjg", "Zvwv/%uhpFDznZ6SX28Yjg=="})
    EXPECT_FALSE(read_encryption_key(key)) << key;
}

}  // namespace
}  // namespace spotter::live
