#include "wire/json_text.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>

namespace spotter::wire {
namespace {

std::string again(const char* text) { return json_text(boost::json::parse(text)); }

TEST(JsonText, WritesNumbersAsPeopleDo) {
  EXPECT_EQ(again("[0.5, 1.0, -0.25, 100.0, 1e21, 1e-7, 7]"), "[0.5,1,-0.25,100,1e+21,1e-07,7]");
  EXPECT_EQ(json_text(std::numeric_limits<double>::quiet_NaN()), "null");
  EXPECT_EQ(json_text(9'223'372'036'854'775'807), "9223372036854775807");
}

TEST(JsonText, KeepsOrderAndEscapes) {
  const auto* text = R"({"b":[true,null,{}],"a":"line\nbreak \"and\" \u0001","é":[]})";
  EXPECT_EQ(again(text), text);
}

TEST(JsonText, EveryByteIsWrittenAsBoostWritesIt) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text(1, static_cast<char>(byte));
    const boost::json::value value(text), inside("a" + text + "z" + text);
    EXPECT_EQ(json_text(value), boost::json::serialize(value)) << byte;
    EXPECT_EQ(json_text(inside), boost::json::serialize(inside)) << byte;
    all += text;
  }
  const boost::json::value member(boost::json::object{{all, all}, {"", ""}});
  EXPECT_EQ(json_text(member), boost::json::serialize(member));
}

TEST(JsonText, EveryDoubleReadsBackAsItself) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 20'000; ++i) {
    double number = 0;
    const auto bits = random();
    std::memcpy(&number, &bits, sizeof number);
    if (!std::isfinite(number)) continue;
    EXPECT_EQ(std::strtod(json_text(number).c_str(), nullptr), number);
  }
}

}  // namespace
}  // namespace spotter::wire
