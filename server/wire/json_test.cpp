#include "wire/json.hpp"

#include <gtest/gtest.h>

namespace spotter::wire {
namespace {

enum class Colour { red, green };
BOOST_DESCRIBE_ENUM(Colour, red, green)

struct Inner {
  std::int8_t small = 0;
};
SPOTTER_DESCRIBE(Inner, (small, required, "A small number."))

struct Outer {
  std::string name;
  std::optional<double> ratio;
  Duration window{};
  Colour colour = Colour::green;
  bool default_ = true;
  std::vector<Inner> inner;
};
SPOTTER_DESCRIBE(Outer, (name, required, "Its name.")(ratio, optional, "A ratio.")(
                            window, optional, "A length.")(colour, optional, "A colour.")(
                            default_, optional, "A word of C++.")(inner, optional, "A list."))

Problem problem_of(const char* text) { return read_json<Outer>(text).error(); }

TEST(Json, ReadsWhatItWrites) {
  const auto* text = R"({"name":"x","ratio":0.5,"window":"7d","colour":"red","default":false,)"
                     R"("inner":[{"small":-3}]})";
  const auto read = read_json<Outer>(text);
  ASSERT_TRUE(read) << read.error().sentence;
  EXPECT_EQ(to_json_text(*read), text);
}

TEST(Json, OptionalMembersKeepTheirDefault) {
  const auto read = read_json<Outer>(R"({"name":"x","ratio":null})");
  ASSERT_TRUE(read);
  EXPECT_FALSE(read->ratio);
  EXPECT_EQ(read->colour, Colour::green);
  EXPECT_TRUE(read->default_);
}

TEST(Json, PointsAtWhatIsWrong) {
  EXPECT_EQ(problem_of(R"({})").sentence, "\"name\" is missing.");
  EXPECT_EQ(problem_of(R"({"name":"x","nam":1})").pointer, "/nam");
  EXPECT_EQ(problem_of(R"({"name":1})").pointer, "/name");
  EXPECT_EQ(problem_of(R"({"name":"x","colour":"blue"})").sentence,
            "\"blue\" is not one of red, green.");
  EXPECT_EQ(problem_of(R"({"name":"x","inner":[{"small":1},{"small":"a"}]})").pointer,
            "/inner/1/small");
  EXPECT_EQ(problem_of(R"({"name":"x","inner":[{"small":300}]})").pointer, "/inner/0/small");
  EXPECT_EQ(problem_of(R"({"name":"x","window":"soon"})").pointer, "/window");
  EXPECT_EQ(problem_of("{").code, ProblemCode::bad_request);
}

TEST(Json, RefusesDeepNesting) {
  const std::string deep(200, '[');
  EXPECT_FALSE(parse(deep + std::string(200, ']')));
}

TEST(Json, UndefinedNumbersAreNull) {
  EXPECT_EQ(to_json_text(std::optional<double>(std::nan(""))), "null");
  EXPECT_EQ(to_json_text(std::optional<double>()), "null");
}

}  // namespace
}  // namespace spotter::wire
