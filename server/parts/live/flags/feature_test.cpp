#include "parts/live/flags/feature.hpp"

#include "parts/live/flags/test_json.hpp"

namespace spotter::live {
namespace {

std::string pointer_of(std::string_view payload) {
  const auto features = Features::compile(json_of(payload));
  return features ? "compiles" : features.error().pointer;
}

std::string rule_pointer(const std::string& rule) {
  const auto pointer = pointer_of(R"({"features":{"f":{"rules":[)" + rule + "]}}}");
  return pointer.starts_with("/features/f/rules/0") ? pointer.substr(19) : pointer;
}

TEST(Feature, ReadsThePayload) {
  const auto features = Features::compile(R"({
    "features": {"a": {"defaultValue": 1, "rules": [{"id": "r", "force": 2}]}, "b": {}, "c": null},
    "savedGroups": {"g": ["u1"]}, "dateUpdated": "2026-03-01", "rules": 7})"_json);
  ASSERT_TRUE(features);
  ASSERT_NE(features->find("a"), nullptr);
  EXPECT_EQ(features->find("a")->rules.front().id, "r");
  EXPECT_TRUE(features->find("b")->default_value.is_null());
  EXPECT_EQ(features->find("c"), nullptr);
  EXPECT_EQ(features->find("d"), nullptr);
  EXPECT_NE(features->groups().find("g"), nullptr);
  EXPECT_EQ(features->all().size(), 2U);
}

TEST(Feature, NothingIsAnEmptyPayload) {
  EXPECT_EQ(pointer_of("{}"), "compiles");
  EXPECT_EQ(pointer_of(R"({"features":null,"savedGroups":null})"), "compiles");
}

TEST(Feature, ProblemsSayWhere) {
  EXPECT_EQ(pointer_of("5"), "");
  EXPECT_EQ(pointer_of(R"({"features":[]})"), "/features");
  EXPECT_EQ(pointer_of(R"({"savedGroups":5})"), "/savedGroups");
  EXPECT_EQ(pointer_of(R"({"features":{"a/b":5}})"), "/features/a~1b");
  EXPECT_EQ(pointer_of(R"({"features":{"f":{"rules":{}}}})"), "/features/f/rules");
  EXPECT_EQ(rule_pointer("5"), "");
  EXPECT_EQ(rule_pointer(R"({"variations":5})"), "/variations");
  EXPECT_EQ(rule_pointer(R"({"variations":[1,2],"weights":[0.5,"x"]})"), "/weights/1");
  EXPECT_EQ(rule_pointer(R"({"variations":[1,2],"ranges":[[0,1],5]})"), "/ranges/1");
  EXPECT_EQ(rule_pointer(R"({"variations":[1,2],"meta":{}})"), "/meta");
  EXPECT_EQ(rule_pointer(R"({"variations":[1,2],"namespace":["n",0]})"), "/namespace");
  EXPECT_EQ(rule_pointer(R"({"force":1,"filters":[{"seed":"s"}]})"), "/filters/0");
  EXPECT_EQ(rule_pointer(R"({"force":1,"parentConditions":[5]})"), "/parentConditions/0");
  EXPECT_EQ(rule_pointer(R"({"force":1,"range":5})"), "/range");
  EXPECT_EQ(rule_pointer(R"({"force":1,"tracks":5})"), "/tracks");
  EXPECT_EQ(rule_pointer(R"({"foo":1})"), "compiles");
}

TEST(Feature, BanditProblemsPointToTheBandit) {
  EXPECT_EQ(pointer_of(R"({"features":{"f":{"rules":[
              {"contextualVariations":[1,2],"contextualBanditRef":"b"}]}},
              "contextualBandits":{"b":{"contexts":[{"weights":[1,"x"]}]}}})"),
            "/contextualBandits/b/contexts/0/weights/1");
}

TEST(Feature, UrlTargetingIsRefused) {
  const auto experiment = compile_experiment(
      R"({"key":"k","variations":[1,2],"urlPatterns":[{"pattern":"/x"}]})"_json.as_object(), "");
  ASSERT_FALSE(experiment);
  EXPECT_EQ(experiment.error().pointer, "/urlPatterns");
}

TEST(Feature, AssignedArmIgnoresConditionsAndFilters) {
  const auto features = Features::compile(R"({"features":{"f":{"rules":[
    {"key":"e","seed":"e","hashVersion":2,"variations":["a","b"],"condition":{"plan":"pro"},
     "filters":[{"seed":"x","ranges":[]}],"coverage":0.5},
    {"force":1}]}}})"_json);
  ASSERT_TRUE(features);
  const auto& rules = features->find("f")->rules;
  int counts[3] = {0, 0, 0};
  for (int i = 0; i < 4'000; ++i)
    ++counts[assigned_arm(rules[0], "u" + std::to_string(i)).value_or(2)];
  EXPECT_NEAR(counts[0], 1'000, 100);
  EXPECT_NEAR(counts[1], 1'000, 100);
  EXPECT_NEAR(counts[2], 2'000, 150);
  EXPECT_EQ(assigned_arm(rules[0], ""), std::nullopt);
  EXPECT_EQ(assigned_arm(rules[1], "u1"), std::nullopt);
}

TEST(Feature, RangesForArmsThatDoNotExistAssignNobody) {
  const auto experiment = compile_experiment(
      R"({"key":"k","variations":[1,2],"ranges":[[0,0],[0,0],[0,1]]})"_json.as_object(), "");
  ASSERT_TRUE(experiment);
  EXPECT_EQ(assigned_arm(*experiment, "u1"), std::nullopt);
}

}  // namespace
}  // namespace spotter::live
