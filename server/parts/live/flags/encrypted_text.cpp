#include "parts/live/flags/encrypted_text.hpp"

#include <sodium.h>

#include <algorithm>

namespace spotter::live {

namespace {

constexpr int base64 = sodium_base64_VARIANT_ORIGINAL;

std::string to_base64(std::string_view bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), base64), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), base64);
  text.pop_back();  // the terminating NUL
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  const char* end = nullptr;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &size, &end, base64) != 0 ||
      end != text.data() + text.size())
    return std::nullopt;
  bytes.resize(size);
  return bytes;
}

std::optional<AesBlock> read_block(std::string_view text) {
  const auto bytes = from_base64(text);
  AesBlock block{};
  if (!bytes || bytes->size() != block.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), block.begin());
  return block;
}

std::string_view bytes_of(const AesBlock& block) {
  return {reinterpret_cast<const char*>(block.data()), block.size()};
}

AesBlock start_for(std::string_view text, const AesBlock& key) {
  AesBlock start{};
  static_assert(crypto_generichash_BYTES_MIN <= std::tuple_size_v<AesBlock>);
  crypto_generichash(start.data(), start.size(),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size(), key.data(),
                     key.size());
  return start;
}

}  // namespace

std::optional<AesBlock> read_encryption_key(std::string_view text) { return read_block(text); }

std::string encryption_key_text(const AesBlock& key) { return to_base64(bytes_of(key)); }

std::string encrypt_text(std::string_view text, const AesBlock& key) {
  const auto start = start_for(text, key);
  auto encrypted = to_base64(bytes_of(start));
  encrypted += '.';
  encrypted += to_base64(encrypt_aes_128_cbc(text, key, start));
  return encrypted;
}

Result<std::string> decrypt_text(std::string_view encrypted, std::string_view key) {
  const auto dot = encrypted.find('.');
  const auto block = read_block(key);
  const auto start = read_block(encrypted.substr(0, dot));
  if (dot == std::string_view::npos || !block || !start)
    return failure(bad_request("This is no encrypted text with its key."));
  const auto rest = encrypted.substr(dot + 1);
  const auto bytes = from_base64(rest.substr(0, rest.find('.')));
  if (!bytes) return failure(bad_request("This is no encrypted text with its key."));
  return decrypt_aes_128_cbc(*bytes, *block, *start);
}

}  // namespace spotter::live
