#include "http/inflate.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

namespace spotter::http {
namespace {

std::string deflate_with(std::string_view text, int window) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
  std::string packed(text.size() + 1024, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(packed.size() - stream.avail_out);
  deflateEnd(&stream);
  return packed;
}

std::string long_text() {
  std::string text;
  for (int i = 0; i < 40'000; ++i) text += std::to_string(i * 7919);
  return text;
}

TEST(Inflate, reads_every_form) {
  const auto text = long_text();
  EXPECT_EQ(inflate(deflate_with(text, 31), Encoding::gzip, 1'000'000).value(), text);
  EXPECT_EQ(inflate(deflate_with(text, 15), Encoding::deflate, 1'000'000).value(), text);
  EXPECT_EQ(inflate(deflate_with(text, -15), Encoding::deflate, 1'000'000).value(), text);
  EXPECT_EQ(inflate("as it is", Encoding::none, 3).value(), "as it is");
  EXPECT_EQ(inflate(deflate_with("", 31), Encoding::gzip, 10).value(), "");
  const auto two = deflate_with("one ", 31) + deflate_with("two", 31);
  EXPECT_EQ(inflate(two, Encoding::gzip, 100).value(), "one two");
}

TEST(Inflate, stops_at_the_limit) {
  const auto text = std::string(100, 'a');
  EXPECT_TRUE(inflate(deflate_with(text, 31), Encoding::gzip, 100));
  const auto over = inflate(deflate_with(text, 31), Encoding::gzip, 99);
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().code, ProblemCode::too_large);
  const auto bomb = deflate_with(std::string(50'000'000, '\0'), 31);
  EXPECT_LT(bomb.size(), 60'000u);
  EXPECT_EQ(inflate(bomb, Encoding::gzip, 500'000).error().code, ProblemCode::too_large);
  const auto other = deflate_with(std::string(50'000'000, '\0'), -15);
  EXPECT_EQ(inflate(other, Encoding::deflate, 500'000).error().code, ProblemCode::too_large);
}

TEST(Inflate, refuses_damage) {
  auto packed = deflate_with(long_text(), 31);
  for (const auto& bad : {std::string("no gzip"), packed.substr(0, packed.size() - 1),
                          packed.substr(0, 5), packed + "x", std::string()}) {
    const auto result = inflate(bad, Encoding::gzip, 1'000'000);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ProblemCode::bad_request);
  }
  packed[packed.size() / 2] ^= 0x55;
  EXPECT_FALSE(inflate(packed, Encoding::gzip, 1'000'000));
}

TEST(Inflate, encodings) {
  EXPECT_EQ(encoding_of(""), Encoding::none);
  EXPECT_EQ(encoding_of("identity"), Encoding::none);
  EXPECT_EQ(encoding_of(" GZip "), Encoding::gzip);
  EXPECT_EQ(encoding_of("x-gzip"), Encoding::gzip);
  EXPECT_EQ(encoding_of("deflate"), Encoding::deflate);
  EXPECT_FALSE(encoding_of("br"));
  EXPECT_FALSE(encoding_of("gzip, gzip"));
}

}  // namespace
}  // namespace spotter::http
