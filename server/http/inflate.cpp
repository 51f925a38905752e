#include "http/inflate.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/ensure.hpp"

namespace spotter::http {

namespace {

constexpr std::size_t inflate_step_bytes = 32 * 1024;
constexpr int gzip_window = 15 + 16;
constexpr int zlib_window = 15;
constexpr int bare_window = -15;

class Inflater {
 public:
  Inflater(std::string_view input, int window) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
    stream_.avail_in = static_cast<uInt>(input.size());
    ensure(inflateInit2(&stream_, window) == Z_OK, "zlib has memory for one body");
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  Result<std::string> run(std::size_t bytes_max) {
    std::string output;
    for (;;) {
      stream_.next_out = reinterpret_cast<Bytef*>(step_.data());
      stream_.avail_out = static_cast<uInt>(step_.size());
      const int code = ::inflate(&stream_, Z_NO_FLUSH);
      output.append(step_.data(), step_.size() - stream_.avail_out);
      if (output.size() > bytes_max)
        return failure(ProblemCode::too_large, "The inflated body is too large.");
      if (code == Z_STREAM_END) {
        if (stream_.avail_in == 0) return output;
        inflateReset(&stream_);  // gzip allows several members one after the other
      } else if (code != Z_OK) {
        return failure(bad_request("The compressed body is damaged or cut off."));
      }
    }
  }

 private:
  z_stream stream_{};
  std::array<char, inflate_step_bytes> step_;
};

}  // namespace

std::optional<Encoding> encoding_of(std::string_view header) {
  std::string word(header);
  word.erase(std::remove_if(word.begin(), word.end(), [](char c) { return c == ' '; }), word.end());
  std::transform(word.begin(), word.end(), word.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (word.empty() || word == "identity") return Encoding::none;
  if (word == "gzip" || word == "x-gzip") return Encoding::gzip;
  if (word == "deflate") return Encoding::deflate;
  return std::nullopt;
}

Result<std::string> inflate(std::string_view input, Encoding encoding, std::size_t bytes_max) {
  if (encoding == Encoding::none) return std::string(input);
  if (encoding == Encoding::gzip) return Inflater(input, gzip_window).run(bytes_max);
  auto body = Inflater(input, zlib_window).run(bytes_max);
  if (body || body.error().code == ProblemCode::too_large) return body;
  return Inflater(input, bare_window).run(bytes_max);
}

}  // namespace spotter::http
