#include "base/aes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <span>

#include "base/text.hpp"

namespace spotter {
namespace {

AesBlock block(std::string_view hex) {
  AesBlock block{};
  for (std::size_t i = 0; i < block.size(); ++i)
    block[i] = static_cast<std::uint8_t>(std::stoi(std::string(hex.substr(2 * i, 2)), nullptr, 16));
  return block;
}

std::string hex_of(const std::string& bytes) {
  return to_hex(std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()));
}

std::string text_of(const AesBlock& block) { return std::string(block.begin(), block.end()); }

const AesBlock key = block("2b7e151628aed2a6abf7158809cf4f3c");
const AesBlock start = block("000102030405060708090a0b0c0d0e0f");

// NIST SP 800-38A, F.2.1, first two blocks; the padding block follows.
TEST(Aes, StandardVector) {
  const auto text = text_of(block("6bc1bee22e409f96e93d7e117393172a")) +
                    text_of(block("ae2d8a571e03ac9c9eb76fac45af8e51"));
  const auto bytes = encrypt_aes_128_cbc(text, key, start);
  EXPECT_EQ(bytes.size(), 48U);
  EXPECT_EQ(hex_of(bytes).substr(0, 64),
            "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2");
  EXPECT_EQ(decrypt_aes_128_cbc(bytes, key, start), text);
}

TEST(Aes, AnyLengthComesBack) {
  for (std::size_t size = 0; size < 70; ++size) {
    const std::string text(size, 'x');
    const auto bytes = encrypt_aes_128_cbc(text, key, start);
    EXPECT_EQ(bytes.size(), size / 16 * 16 + 16);
    EXPECT_EQ(decrypt_aes_128_cbc(bytes, key, start), text) << size;
  }
}

TEST(Aes, WrongInputIsRefused) {
  const auto bytes = encrypt_aes_128_cbc("a text of more than one block", key, start);
  EXPECT_FALSE(decrypt_aes_128_cbc("", key, start));
  EXPECT_FALSE(decrypt_aes_128_cbc(bytes.substr(0, 15), key, start));
  EXPECT_FALSE(decrypt_aes_128_cbc(bytes.substr(0, 17), key, start));
  EXPECT_FALSE(decrypt_aes_128_cbc(bytes.substr(0, 16), key, start));
  EXPECT_FALSE(decrypt_aes_128_cbc(bytes, start, start));
}

}  // namespace
}  // namespace spotter
