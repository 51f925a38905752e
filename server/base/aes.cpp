#include "base/aes.hpp"

#include <openssl/evp.h>

#include <limits>
#include <memory>

#include "base/ensure.hpp"

namespace spotter {

namespace {

struct Free {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

using Context = std::unique_ptr<EVP_CIPHER_CTX, Free>;

Context make_context(const AesBlock& key, const AesBlock& start, bool encrypt) {
  Context context(EVP_CIPHER_CTX_new());
  ensure(context && EVP_CipherInit_ex(context.get(), EVP_aes_128_cbc(), nullptr, key.data(),
                                      start.data(), encrypt ? 1 : 0) == 1,
         "OpenSSL knows AES");
  return context;
}

// False if the last block is not what it should be.
bool run(const Context& context, std::string_view input, std::string& output) {
  ensure(input.size() < std::numeric_limits<int>::max() - 64U, "a text of less than 2 GB");
  output.resize(input.size() + 32);
  int written = 0, last = 0;
  const auto* in = reinterpret_cast<const unsigned char*>(input.data());
  if (EVP_CipherUpdate(context.get(), bytes_of(output), &written, in,
                       static_cast<int>(input.size())) != 1)
    return false;
  if (EVP_CipherFinal_ex(context.get(), bytes_of(output) + written, &last) != 1) return false;
  output.resize(static_cast<std::size_t>(written + last));
  return true;
}

}  // namespace

std::string encrypt_aes_128_cbc(std::string_view text, const AesBlock& key, const AesBlock& start) {
  std::string bytes;
  ensure(run(make_context(key, start, true), text, bytes), "any text can be encrypted");
  return bytes;
}

Result<std::string> decrypt_aes_128_cbc(std::string_view bytes, const AesBlock& key,
                                        const AesBlock& start) {
  std::string text;
  if (bytes.empty() || !run(make_context(key, start, false), bytes, text))
    return failure(bad_request("This cannot be decrypted with this key."));
  return text;
}

}  // namespace spotter
