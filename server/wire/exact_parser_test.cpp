#include "wire/exact_parser.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <charconv>
#include <random>

namespace spotter::wire {
namespace {

boost::json::value parsed(std::string_view text) {
  boost::json::error_code error;
  auto value = parse_exact(text, 32, error);
  EXPECT_FALSE(error) << text;
  return value;
}

bool refused(std::string_view text, std::size_t depth_max = 32) {
  boost::json::error_code error;
  parse_exact(text, depth_max, error);
  return static_cast<bool>(error);
}

TEST(ExactParser, EveryDoubleReadsBackAsItself) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 20'000; ++i) {
    const double number = static_cast<double>(random() >> 11) * 0x1p-53;
    char text[64];
    const auto end = std::to_chars(text, text + sizeof text, number).ptr;
    const std::string_view digits(text, static_cast<std::size_t>(end - text));
    EXPECT_EQ(parsed(digits).to_number<double>(), number) << digits;
  }
}

TEST(ExactParser, KeepsWholeNumbersAndOrder) {
  EXPECT_EQ(parsed("9007199254740993").get_int64(), 9007199254740993);
  EXPECT_EQ(parsed("18446744073709551615").get_uint64(), 18446744073709551615U);
  EXPECT_EQ(boost::json::serialize(parsed(R"({"b":1,"a":[true,null,"x\n"],"b":2})")),
            R"({"b":2,"a":[true,null,"x\n"]})");
}

TEST(ExactParser, LongTextsInPieces) {
  const std::string text(100'000, 'x');
  const auto value = parsed("{\"" + text + "\":\"" + text + "\\n\"}");
  EXPECT_EQ(value.as_object().at(text).as_string(), text + "\n");
}

TEST(ExactParser, RefusesWhatIsNoJson) {
  for (const auto* text : {"", "[1", "[1,]", "1.", "nul", "[1] x", "{\"a\"}", "\"\\ud800\""})
    EXPECT_TRUE(refused(text)) << text;
  EXPECT_TRUE(refused("[[[[]]]]", 3));
  EXPECT_FALSE(refused("[[[]]]", 3));
}

}  // namespace
}  // namespace spotter::wire
