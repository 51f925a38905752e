#include "protocols/csv/gunzip.hpp"

#include <gtest/gtest.h>

#include <random>

namespace spotter::protocols {
namespace {

std::string gzip(std::string_view text) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(text.size() + 1000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

Result<std::string> through(std::string_view bytes, std::size_t step) {
  std::string text;
  Gunzip gunzip([&](std::string_view piece) -> Result<void> {
    text += piece;
    return {};
  });
  for (std::size_t at = 0; at < bytes.size(); at += step)
    TRY_VOID(gunzip.feed(bytes.substr(at, step)));
  TRY_VOID(gunzip.finish());
  return text;
}

// Compresses well in one half and not at all in the other: both sides of zlib's buffering.
std::string mixed_text() {
  std::mt19937 random(7);
  std::string text(200'000, 'a');
  for (int i = 0; i < 100'000; ++i) text += static_cast<char>(random() & 0x7F);
  return text;
}

TEST(Gunzip, PassesPlainBytesOn) {
  for (const std::string text : {"", "a", "\x1F", "\x1Fx", "a,b\n1,2\n"})
    EXPECT_EQ(through(text, 1).value(), text);
}

TEST(Gunzip, InflatesInAnyPieces) {
  const auto text = mixed_text();
  const auto bytes = gzip(text);
  for (const std::size_t step : {std::size_t{1}, std::size_t{1000}, bytes.size()})
    EXPECT_EQ(through(bytes, step).value(), text) << step;
}

TEST(Gunzip, SeveralMembers) {
  EXPECT_EQ(through(gzip("one") + gzip("") + gzip("two"), 3).value(), "onetwo");
}

TEST(Gunzip, DamagedAndCutOff) {
  const auto bytes = gzip(mixed_text());
  EXPECT_FALSE(through(std::string_view(bytes).substr(0, bytes.size() - 1), 100));
  EXPECT_FALSE(through(std::string_view(bytes).substr(0, 2), 100));
  auto damaged = bytes;
  damaged[bytes.size() / 2] = static_cast<char>(damaged[bytes.size() / 2] ^ 0x40);
  EXPECT_FALSE(through(damaged, 100));
  EXPECT_FALSE(through(bytes + "junk", 1));
}

TEST(Gunzip, StopsWhenAPieceIsRefused) {
  Gunzip gunzip([](std::string_view) -> Result<void> { return failure(bad_request("No.")); });
  EXPECT_FALSE(gunzip.feed(gzip("text")));
}

}  // namespace
}  // namespace spotter::protocols
