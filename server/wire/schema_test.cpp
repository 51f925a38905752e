#include "wire/schema.hpp"

#include <gtest/gtest.h>

namespace spotter::wire {
namespace sample {

enum class Side2 { up, down };
BOOST_DESCRIBE_ENUM(Side2, up, down)

struct Inner {
  double weight = 0;
  std::optional<Money> worth;
};
SPOTTER_DESCRIBE(Inner, (weight, required, "Its share.")(worth, optional, ""))

struct Outer {
  std::string key;
  std::optional<bool> flag;
  std::optional<Side2> better;
  std::vector<Inner> arms;
  std::map<std::string, std::int64_t> counts;
  Instant at;
  Duration window_{};
  json::value default_;
  std::uint32_t units = 0;
};
SPOTTER_DESCRIBE(Outer,
                 (key, required, "Its name.")(flag, optional, "")(better, optional, "")(
                     arms, required, "")(counts, optional, "")(at, required, "")(
                     window_, required, "")(default_, optional, "Any JSON.")(units, required, ""))

}  // namespace sample

namespace {

std::string property(const json::object& schema, std::string_view name) {
  return json::serialize(schema.at("properties").at(name));
}

TEST(Schema, of_a_request) {
  const auto schema = request_schema<sample::Inner>();
  EXPECT_EQ(json::serialize(schema),
            R"({"type":"object","properties":{)"
            R"("weight":{"type":"number","description":"Its share."},)"
            R"("worth":{"type":["object","null"],"properties":{)"
            R"("amount":{"type":"integer","description":"Whole minor units, for example cents."},)"
            R"("currency":{"type":"string","description":"ISO 4217 code, for example EUR."}},)"
            R"("required":["amount","currency"],"additionalProperties":false}},)"
            R"("required":["weight"],"additionalProperties":false})");
}

TEST(Schema, of_an_answer_has_every_member) {
  const auto schema = response_schema<sample::Inner>();
  EXPECT_EQ(json::serialize(schema.at("required")), R"(["weight","worth"])");
  EXPECT_FALSE(schema.contains("additionalProperties"));
}

TEST(Schema, of_every_kind) {
  const auto schema = request_schema<sample::Outer>();
  EXPECT_EQ(property(schema, "key"), R"({"type":"string","description":"Its name."})");
  EXPECT_EQ(property(schema, "flag"), R"({"type":["boolean","null"]})");
  EXPECT_EQ(property(schema, "better"),
            R"({"anyOf":[{"type":"string","enum":["up","down"]},{"type":"null"}]})");
  EXPECT_TRUE(property(schema, "arms").starts_with(R"({"type":"array","items":{"type":"object")"));
  EXPECT_EQ(property(schema, "counts"),
            R"({"type":"object","additionalProperties":{"type":"integer"}})");
  EXPECT_EQ(property(schema, "at"), R"({"type":"string","format":"date-time"})");
  EXPECT_EQ(property(schema, "window"), R"({"type":"string","pattern":"^[1-9][0-9]*[dhms]$"})");
  EXPECT_EQ(property(schema, "default"), R"({"description":"Any JSON."})");
  EXPECT_EQ(property(schema, "units"), R"({"type":"integer","minimum":0})");
  EXPECT_EQ(json::serialize(schema.at("required")), R"(["key","arms","at","window","units"])");
}

}  // namespace
}  // namespace spotter::wire
