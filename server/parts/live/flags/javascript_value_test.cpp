#include "parts/live/flags/javascript_value.hpp"

#include <cmath>
#include <limits>

#include "parts/live/flags/javascript_number.hpp"
#include "parts/live/flags/test_json.hpp"

namespace spotter::live::javascript {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(JavascriptNumber, ShortestText) {
  EXPECT_EQ(to_text(0.1), "0.1");
  EXPECT_EQ(to_text(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(to_text(1e21), "1e+21");
  EXPECT_EQ(to_text(1e20), "100000000000000000000");
  EXPECT_EQ(to_text(1e-7), "1e-7");
  EXPECT_EQ(to_text(1e-6), "0.000001");
  EXPECT_EQ(to_text(1.5e-10), "1.5e-10");
  EXPECT_EQ(to_text(123456.789), "123456.789");
  EXPECT_EQ(to_text(-0.0), "0");
  EXPECT_EQ(to_text(-5.0), "-5");
  EXPECT_EQ(to_text(5e-324), "5e-324");
  EXPECT_EQ(to_text(1.7976931348623157e308), "1.7976931348623157e+308");
  EXPECT_EQ(to_text(-infinity), "-Infinity");
  EXPECT_EQ(to_text(std::nan("")), "NaN");
}

TEST(JavascriptNumber, FromText) {
  EXPECT_EQ(parse_number(""), 0);
  EXPECT_EQ(parse_number(" \n\u00a0\ufeff 7 \t"), 7);
  EXPECT_EQ(parse_number("0x1F"), 31);
  EXPECT_EQ(parse_number("0b11"), 3);
  EXPECT_EQ(parse_number("0o7"), 7);
  EXPECT_EQ(parse_number("+.5e1"), 5);
  EXPECT_EQ(parse_number("5."), 5);
  EXPECT_EQ(parse_number("-Infinity"), -infinity);
  EXPECT_EQ(parse_number("1e999"), infinity);
  EXPECT_EQ(parse_number("-1e-999"), 0);
  EXPECT_EQ(parse_number(std::string(400, '9')), infinity);
  for (const auto* text : {"x", "1_0", ".", "e5", "1e", "0x", "0xg", "-0x1", "+-1", "1 2", "inf",
                           "nan", "infinity", "1e+"})
    EXPECT_TRUE(std::isnan(parse_number(text))) << text;
}

TEST(JavascriptNumber, LeadingInteger) {
  EXPECT_EQ(parse_leading_integer(" -12abc"), -12);
  EXPECT_EQ(parse_leading_integer("0x10"), 16);
  EXPECT_EQ(parse_leading_integer("1e3"), 1);
  EXPECT_TRUE(std::isnan(parse_leading_integer("")));
  EXPECT_TRUE(std::isnan(parse_leading_integer("x1")));
}

TEST(JavascriptValue, Truth) {
  for (const auto* text : {"null", "false", "0", "-0.0", "\"\""})
    EXPECT_FALSE(is_truthy(json_of(text))) << text;
  for (const auto* text : {"true", "1", "\"0\"", "\"false\"", "[]", "{}", "-0.1"})
    EXPECT_TRUE(is_truthy(json_of(text))) << text;
}

TEST(JavascriptValue, AsNumber) {
  EXPECT_EQ(to_number("null"_json), 0);
  EXPECT_EQ(to_number("true"_json), 1);
  EXPECT_EQ(to_number("[]"_json), 0);
  EXPECT_EQ(to_number("[7]"_json), 7);
  EXPECT_TRUE(std::isnan(to_number("[1,2]"_json)));
  EXPECT_TRUE(std::isnan(to_number("{}"_json)));
}

TEST(JavascriptValue, AsText) {
  EXPECT_EQ(to_text(R"([1,[2,"a"],null,true,{}])"_json), "1,2,a,,true,[object Object]");
  EXPECT_EQ(to_text("null"_json), "null");
  EXPECT_EQ(to_text("1e21"_json), "1e+21");
  EXPECT_EQ(to_text("9007199254740993"_json), "9007199254740992");
}

TEST(JavascriptValue, SerializedWithIntegerNamesFirst) {
  EXPECT_EQ(stringify(R"({"b":1,"10":2,"2":3,"a":4,"01":5,"4294967295":6})"_json),
            R"({"2":3,"10":2,"b":1,"a":4,"01":5,"4294967295":6})");
  EXPECT_EQ(stringify(R"(["\"\\\b\f\n\r\t\u0001\u007fé", 1.50, 1e400])"_json),
            "[\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\x7fé\",1.5,null]");
}

TEST(JavascriptValue, Identity) {
  EXPECT_TRUE(is_same("1"_json, "1.0"_json));
  EXPECT_TRUE(is_same("null"_json, "null"_json));
  EXPECT_FALSE(is_same("1"_json, "\"1\""_json));
  EXPECT_FALSE(is_same("true"_json, "1"_json));
  EXPECT_FALSE(is_same("[1]"_json, "[1]"_json));
}

TEST(JavascriptValue, Order) {
  EXPECT_TRUE(compare("9"_json, "\"10\""_json) < 0);
  EXPECT_TRUE(compare("\"9\""_json, "\"10\""_json) > 0);
  EXPECT_TRUE(compare("null"_json, "5"_json) < 0);
  EXPECT_TRUE(compare("[2]"_json, "\"10\""_json) > 0);
  const auto none = compare("\"x\""_json, "5"_json);
  EXPECT_FALSE(none < 0 || none > 0 || none == 0);
}

TEST(JavascriptValue, TypeNames) {
  EXPECT_EQ(type_name("18446744073709551615"_json), "number");
  EXPECT_EQ(type_name("[]"_json), "array");
  EXPECT_EQ(type_name("{}"_json), "object");
  EXPECT_EQ(type_name("null"_json), "null");
}

}  // namespace
}  // namespace spotter::live::javascript
