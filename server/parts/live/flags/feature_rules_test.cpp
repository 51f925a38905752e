#include "parts/live/flags/feature_rules.hpp"

#include <gmock/gmock.h>

#include "parts/live/flags/condition_rules.hpp"
#include "parts/live/flags/test_json.hpp"

namespace spotter::live {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Pointers = std::vector<std::string>;

Pointers pointers(const std::vector<Problem>& problems) {
  Pointers list;
  for (const auto& problem : problems) list.push_back(problem.pointer);
  return list;
}

Pointers in_condition(std::string_view condition) {
  return pointers(check_condition(json_of(condition), "/c"));
}

Pointers in_rule(const std::string& rule) {
  return pointers(check_feature(json_of("{\"rules\":[" + rule + "]}"), "/f"));
}

TEST(ConditionRules, GoodOnesPass) {
  EXPECT_THAT(in_condition("{}"), IsEmpty());
  EXPECT_THAT(in_condition(R"({
    "age":{"$exists":true,"$lt":5},"plan":"pro","tags":["a"],"v":{"$vgte":"1.2.0"},
    "email":{"$regex":"@corp\\.example$"},"$or":[{"a":{"$in":[1]}},{"$savedGroup":{"id":"g"}}],
    "$not":{"list":{"$elemMatch":{"x":{"$eq":1}},"$size":{"$gt":2},"$all":[{"$regexi":"a"}]}}})"),
              IsEmpty());
}

TEST(ConditionRules, UnknownOperators) {
  EXPECT_THAT(in_condition(R"({"$xor":[]})"), ElementsAre("/c/$xor"));
  EXPECT_THAT(in_condition(R"({"a":{"$bogus":1}})"), ElementsAre("/c/a/$bogus"));
  EXPECT_THAT(in_condition(R"({"$or":[{"a":{"$not":{"$bogus":1}}}]})"),
              ElementsAre("/c/$or/0/a/$not/$bogus"));
  EXPECT_THAT(in_condition(R"({"a":{"$gt":1,"b":2}})"), ElementsAre("/c/a"));
  EXPECT_THAT(in_condition(R"({"a/b":{"$elemMatch":{"c":{"$x":1}}}})"),
              ElementsAre("/c/a~1b/$elemMatch/c/$x"));
}

TEST(ConditionRules, Operands) {
  EXPECT_THAT(in_condition("5"), ElementsAre("/c"));
  EXPECT_THAT(in_condition(R"({"$or":{}})"), ElementsAre("/c/$or"));
  EXPECT_THAT(in_condition(R"({"$and":[null]})"), ElementsAre("/c/$and/0"));
  EXPECT_THAT(in_condition(R"({"$not":null})"), ElementsAre("/c/$not"));
  for (const auto* test : {R"("$in":"x")", R"("$alli":1)", R"("$lt":[1])", R"("$vgt":null)",
                           R"("$eq":[1])", R"("$exists":1)", R"("$inGroup":1)", R"("$type":"int")",
                           R"("$regex":1)", R"("$elemMatch":null)"})
    EXPECT_EQ(in_condition("{\"a\":{" + std::string(test) + "}}").size(), 1U) << test;
  EXPECT_THAT(in_condition(R"({"$savedGroup":{"name":"g"}})"), ElementsAre("/c/$savedGroup"));
}

TEST(ConditionRules, RegularExpressionsMustBePortable) {
  for (const auto* pattern : {"(?=a)", "(?!a)", "(?<=a)b", "(a)\\\\1", "(", "(?i)a", "\\\\u0061"})
    EXPECT_THAT(in_condition(R"({"a":{"$regex":")" + std::string(pattern) + "\"}}"),
                ElementsAre("/c/a/$regex"))
        << pattern;
  EXPECT_THAT(in_condition(R"({"a":{"$regex":")" + std::string(256, 'a') + "\"}}"), IsEmpty());
  EXPECT_THAT(in_condition(R"({"a":{"$regex":")" + std::string(257, 'a') + "\"}}"),
              ElementsAre("/c/a/$regex"));
}

TEST(ConditionRules, SizeAndDepth) {
  const auto nested = [](int levels) {
    std::string text = "{}";
    for (int i = 1; i < levels; ++i) text = "{\"$not\":" + text + "}";
    return text;
  };
  EXPECT_THAT(in_condition(nested(32)), IsEmpty());
  EXPECT_THAT(in_condition(nested(33)), ElementsAre("/c"));
  EXPECT_THAT(in_condition("{\"a\":\"" + std::string(64 * 1024, 'x') + "\"}"), ElementsAre("/c"));
}

constexpr auto good_experiment =
    R"({"id":"exp","key":"e","seed":"e","hashAttribute":"id","hashVersion":2,
        "variations":[1,2],"meta":[{"key":"c"},{"key":"t"}],"weights":[0.5,0.5],"coverage":0.2})";

// The good experiment with one member replaced, or removed where `value` is empty.
std::string changed(std::string_view name, std::string_view value) {
  auto rule = json_of(good_experiment).as_object();
  if (value.empty()) rule.erase(name);
  else rule[name] = json_of(value);
  return boost::json::serialize(rule);
}

TEST(FeatureRules, GoodOnesPass) {
  EXPECT_THAT(in_rule(good_experiment), IsEmpty());
  EXPECT_THAT(in_rule(R"({"force":true,"condition":{"plan":"pro"}})"), IsEmpty());
  EXPECT_THAT(in_rule(R"({"force":1,"coverage":0.1,"hashVersion":2})"), IsEmpty());
  EXPECT_THAT(pointers(check_feature("{}"_json)), IsEmpty());
}

TEST(FeatureRules, ExperimentsSayWhatTheyAre) {
  for (const auto* name : {"key", "seed", "hashAttribute"})
    EXPECT_THAT(in_rule(changed(name, "")), ElementsAre("/f/rules/0")) << name;
  EXPECT_THAT(in_rule(changed("seed", "5")), ElementsAre("/f/rules/0/seed"));
  EXPECT_THAT(in_rule(changed("hashVersion", "")), ElementsAre("/f/rules/0"));
  EXPECT_THAT(in_rule(changed("hashVersion", "1")), ElementsAre("/f/rules/0/hashVersion"));
  EXPECT_THAT(in_rule(changed("meta", "")), ElementsAre("/f/rules/0"));
  EXPECT_THAT(in_rule(changed("meta", R"([{"key":"c"}])")), ElementsAre("/f/rules/0/meta"));
  EXPECT_THAT(in_rule(changed("meta", R"([{"key":"c"},{"key":"c"}])")),
              ElementsAre("/f/rules/0/meta"));
}

TEST(FeatureRules, NumbersHold) {
  EXPECT_THAT(in_rule(changed("weights", "[0.5]")), ElementsAre("/f/rules/0/weights"));
  EXPECT_THAT(in_rule(changed("weights", "[0.5,0.4]")), ElementsAre("/f/rules/0/weights"));
  EXPECT_THAT(in_rule(changed("weights", "[1.5,-0.5]")), ElementsAre("/f/rules/0/weights"));
  EXPECT_THAT(in_rule(changed("coverage", "1.1")), ElementsAre("/f/rules/0/coverage"));
  EXPECT_THAT(in_rule(changed("coverage", "null")), ElementsAre("/f/rules/0/coverage"));
  EXPECT_THAT(in_rule(changed("ranges", "[[0,0.5]]")), ElementsAre("/f/rules/0/ranges"));
  EXPECT_THAT(in_rule(changed("ranges", "[[0,0.5],[0.9,0.8]]")),
              ElementsAre("/f/rules/0/ranges/1"));
  EXPECT_THAT(in_rule(changed("variations", "[1]")), ElementsAre("/f/rules/0/variations"));
  EXPECT_THAT(in_rule(changed("variations", "5")), ElementsAre("/f/rules/0/variations"));
}

TEST(FeatureRules, OtherRules) {
  EXPECT_THAT(in_rule("5"), ElementsAre("/f/rules/0"));
  EXPECT_THAT(in_rule("{}"), ElementsAre("/f/rules/0"));
  EXPECT_THAT(in_rule(R"({"force":1,"coverage":0.1})"), ElementsAre("/f/rules/0"));
  EXPECT_THAT(in_rule(R"({"force":1,"range":[0.5,0.1],"hashVersion":2})"),
              ElementsAre("/f/rules/0/range/0"));
  EXPECT_THAT(in_rule(R"({"force":1,"id":"a b"})"), ElementsAre("/f/rules/0/id"));
  EXPECT_THAT(in_rule(R"({"force":1,"id":"a"},{"force":1,"id":"a"})"),
              ElementsAre("/f/rules/1/id"));
  EXPECT_THAT(in_rule(R"({"force":1,"condition":{"a":{"$x":1}}})"),
              ElementsAre("/f/rules/0/condition/a/$x"));
  EXPECT_THAT(
      in_rule(R"({"force":1,"parentConditions":[{"condition":{"$x":1}}]})"),
      ElementsAre("/f/rules/0/parentConditions/0", "/f/rules/0/parentConditions/0/condition/$x"));
  EXPECT_THAT(
      in_rule(R"({"force":1,"filters":[{"ranges":[[0,2]],"hashVersion":1}]})"),
      ElementsAre("/f/rules/0/filters/0", "/f/rules/0/filters/0", "/f/rules/0/filters/0/ranges/0"));
  EXPECT_THAT(pointers(check_feature(R"({"rules":5})"_json, "/f")), ElementsAre("/f/rules"));
  EXPECT_THAT(pointers(check_feature("null"_json, "/f")), ElementsAre("/f"));
}

Pointers in_prerequisites(const std::string& flags) {
  const auto features = Features::compile(json_of("{\"features\":" + flags + "}"));
  EXPECT_TRUE(features);
  return features ? pointers(check_prerequisites(*features)) : Pointers();
}

std::string waits_for(const std::string& parent) {
  return R"({"rules":[{"parentConditions":[{"id":")" + parent + R"("}],"force":1}]})";
}

TEST(FeatureRules, Prerequisites) {
  EXPECT_THAT(in_prerequisites(R"({"a":{},"b":)" + waits_for("a") + "}"), IsEmpty());
  EXPECT_THAT(in_prerequisites("{\"a\":" + waits_for("a") + "}"),
              ElementsAre("/features/a/rules/0/parentConditions"));
  EXPECT_THAT(in_prerequisites("{\"a\":" + waits_for("b") + ",\"b\":" + waits_for("a") + "}"),
              ElementsAre("/features/b/rules/0/parentConditions"));
  EXPECT_THAT(in_prerequisites("{\"a\":" + waits_for("none") + "}"),
              ElementsAre("/features/a/rules/0/parentConditions"));
}

TEST(FeatureRules, LongChainsOfPrerequisites) {
  std::string flags = R"({"f1000":{})";
  for (int i = 1'001; i <= 1'120; ++i)
    flags += ",\"f" + std::to_string(i) + "\":" + waits_for("f" + std::to_string(i - 1));
  EXPECT_FALSE(in_prerequisites(flags + "}").empty());
}

}  // namespace
}  // namespace spotter::live
