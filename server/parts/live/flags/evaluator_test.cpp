#include "parts/live/flags/evaluator.hpp"

#include <thread>

#include "parts/live/flags/hash.hpp"
#include "parts/live/flags/test_json.hpp"

namespace spotter::live {
namespace {

Features compiled(const std::string& features) {
  auto result = Features::compile(json_of("{\"features\":" + features + "}"));
  EXPECT_TRUE(result) << result.error().sentence << result.error().pointer;
  return result ? std::move(*result) : Features();
}

EvaluationContext visitor(std::string_view attributes) {
  EvaluationContext context;
  context.attributes = json_of(attributes);
  return context;
}

std::string value_of(const Evaluation& evaluation) {
  return boost::json::serialize(evaluation.value);
}

constexpr auto two_arms =
    R"({"f":{"defaultValue":"d","rules":[{"id":"exp","key":"e","seed":"e","hashAttribute":"id",
        "hashVersion":2,"variations":["x","y"],"meta":[{"key":"control"},{"key":"treatment"}],
        "weights":[0.5,0.5],"coverage":1}]}})";

TEST(Evaluator, SourcesAndReasons) {
  const auto features = compiled(R"({
    "static": {"defaultValue": 1},
    "rules": {"defaultValue": 1, "rules": [{"id":"r","condition":{"plan":"pro"},"force":2},
                                            {"coverage":1,"force":3}]}})");
  const auto fixed = evaluate(features, "static", visitor("{}"));
  EXPECT_EQ(fixed.source, Source::defaultValue);
  EXPECT_FALSE(fixed.has_rules);
  const auto targeted = evaluate(features, "rules", visitor(R"({"plan":"pro"})"));
  EXPECT_EQ(value_of(targeted), "2");
  EXPECT_EQ(targeted.rule_id, "r");
  EXPECT_EQ(targeted.rule_index, 0U);
  EXPECT_TRUE(targeted.rule_has_condition);
  EXPECT_FALSE(targeted.rule_has_coverage);
  const auto split = evaluate(features, "rules", visitor(R"({"id":"u1"})"));
  EXPECT_EQ(split.rule_index, 1U);
  EXPECT_TRUE(split.rule_has_coverage);
  const auto missed = evaluate(features, "rules", visitor("{}"));
  EXPECT_EQ(missed.source, Source::defaultValue);
  EXPECT_TRUE(missed.has_rules);
  EXPECT_EQ(missed.rule_index, std::nullopt);
  EXPECT_EQ(evaluate(features, "none", visitor("{}")).source, Source::unknownFeature);
}

TEST(Evaluator, ExperimentResult) {
  const auto features = compiled(two_arms);
  const auto evaluation = evaluate(features, "f", visitor(R"({"id":"u1"})"));
  ASSERT_TRUE(evaluation.experiment_result);
  const auto& result = *evaluation.experiment_result;
  EXPECT_TRUE(result.in_experiment);
  EXPECT_TRUE(result.hash_used);
  EXPECT_EQ(result.bucket, bucket_of("e", "u1", 2));
  EXPECT_EQ(result.key, result.variation_id == 0 ? "control" : "treatment");
  EXPECT_EQ(result.feature_id, "f");
  EXPECT_EQ(result.hash_attribute, "id");
  EXPECT_EQ(result.unit_text(), "u1");
  EXPECT_EQ(evaluation.experiment->key, "e");
  ASSERT_EQ(evaluation.tracks.size(), 1U);
  EXPECT_EQ(exposure_key(evaluation.tracks[0]), "idu1e" + std::to_string(result.variation_id));
  EXPECT_EQ(assigned_arm(features.find("f")->rules[0], "u1"), result.variation_id);
}

TEST(Evaluator, UnitsAreTextsAsInJavascript) {
  const auto features = compiled(two_arms);
  const auto bucket = [&](const std::string& id) {
    const auto evaluation = evaluate(features, "f", visitor("{\"id\":" + id + "}"));
    return evaluation.experiment_result ? evaluation.experiment_result->bucket : std::nullopt;
  };
  EXPECT_EQ(bucket("5"), bucket("\"5\""));
  EXPECT_EQ(bucket("5.0"), bucket("\"5\""));
  EXPECT_EQ(bucket("1e21"), bucket("\"1e+21\""));
  EXPECT_EQ(bucket("[1,2]"), bucket("\"1,2\""));
  EXPECT_EQ(bucket("true"), bucket("\"true\""));
  for (const auto* nobody : {"null", "\"\"", "0", "false"}) EXPECT_EQ(bucket(nobody), std::nullopt);
}

// n <= coverage, inclusive; 0 is nobody.
TEST(Evaluator, CoverageIsInclusive) {
  const double n = *bucket_of("f", "u1", 1);
  const auto at = [&](double coverage) {
    const boost::json::value payload{
        {"features", {{"f", {{"rules", {{{"force", 1}, {"coverage", coverage}}}}}}}}};
    const auto features = Features::compile(payload);
    EXPECT_TRUE(features);
    return evaluate(*features, "f", visitor(R"({"id":"u1"})")).source == Source::force;
  };
  EXPECT_TRUE(at(n));
  EXPECT_FALSE(at(n - 0.001));
  EXPECT_FALSE(at(0));
  EXPECT_TRUE(at(1));
}

TEST(Evaluator, FiltersAndNamespaces) {
  const auto features = compiled(R"({
    "in":  {"rules":[{"force":1,"filters":[{"seed":"s","ranges":[[0,1]]}]}]},
    "out": {"rules":[{"force":1,"filters":[{"seed":"s","ranges":[]}]}]},
    "who": {"rules":[{"force":1,"filters":[{"seed":"s","attribute":"company","ranges":[[0,1]]}]}]},
    "ns":  {"rules":[{"variations":[1,2],"namespace":["n",0,0]}]}})");
  const auto person = visitor(R"({"id":"u1"})");
  EXPECT_EQ(evaluate(features, "in", person).source, Source::force);
  EXPECT_EQ(evaluate(features, "out", person).source, Source::defaultValue);
  EXPECT_EQ(evaluate(features, "who", person).source, Source::defaultValue);
  EXPECT_EQ(evaluate(features, "ns", person).source, Source::defaultValue);
}

TEST(Evaluator, Prerequisites) {
  const auto features = compiled(R"({
    "on": {"defaultValue": true}, "off": {"defaultValue": false},
    "gate": {"defaultValue":"d","rules":[
      {"parentConditions":[{"id":"off","condition":{"value":true},"gate":true}],"force":1}]},
    "skip": {"defaultValue":"d","rules":[
      {"parentConditions":[{"id":"off","condition":{"value":true}}],"force":1}]},
    "pass": {"defaultValue":"d","rules":[
      {"parentConditions":[{"id":"on","condition":{"value":true},"gate":true}],"force":1}]},
    "self": {"defaultValue":"d","rules":[{"parentConditions":[{"id":"self"}],"force":1}]},
    "x": {"defaultValue":"d","rules":[{"parentConditions":[{"id":"y"}],"force":1}]},
    "y": {"defaultValue":"d","rules":[{"parentConditions":[{"id":"x"}],"force":1}]}})");
  const auto source = [&](const char* flag) { return evaluate(features, flag, visitor("{}")); };
  EXPECT_EQ(source("gate").source, Source::prerequisite);
  EXPECT_TRUE(source("gate").value.is_null());
  EXPECT_EQ(source("skip").source, Source::defaultValue);
  EXPECT_EQ(source("pass").source, Source::force);
  EXPECT_EQ(source("self").source, Source::cyclicPrerequisite);
  EXPECT_EQ(source("x").source, Source::cyclicPrerequisite);
  EXPECT_TRUE(source("x").value.is_null());
  EXPECT_FALSE(source("x").gave_up);
}

TEST(Evaluator, PrerequisitesExposeOnce) {
  const auto features = compiled(R"({
    "exp": {"defaultValue":0,"rules":[{"key":"e","variations":[1,2]}]},
    "f": {"defaultValue":0,"rules":[
      {"parentConditions":[{"id":"exp","condition":{"value":9}}],"force":1},
      {"parentConditions":[{"id":"exp","condition":{"value":{"$gt":0}}}],"force":2}]}})");
  const auto evaluation = evaluate(features, "f", visitor(R"({"id":"u1"})"));
  EXPECT_EQ(value_of(evaluation), "2");
  ASSERT_EQ(evaluation.tracks.size(), 1U);
  EXPECT_EQ(evaluation.tracks[0].experiment->key, "e");
}

// Each flag asks the next one twice: 2^30 evaluations without a limit.
TEST(Evaluator, ExplodingPrerequisitesGiveUp) {
  std::string flags = R"({"f0":{"defaultValue":1})";
  for (int i = 1; i <= 30; ++i) {
    const auto parent = R"({"id":"f)" + std::to_string(i - 1) + R"(","condition":{"value":1}})";
    flags += ",\"f" + std::to_string(i) + R"(":{"defaultValue":1,"rules":[{"parentConditions":[)" +
             parent + "," + parent + R"(],"force":1}]})";
  }
  const auto features = compiled(flags + "}");
  EXPECT_FALSE(evaluate(features, "f8", visitor("{}")).gave_up);
  const auto evaluation = evaluate(features, "f30", visitor("{}"));
  EXPECT_TRUE(evaluation.gave_up);
  EXPECT_TRUE(evaluation.value.is_null());
  EXPECT_EQ(evaluation.source, Source::cyclicPrerequisite);
}

TEST(Evaluator, LongChainsGiveUp) {
  std::string flags = R"({"f0":{"defaultValue":1})";
  for (int i = 1; i <= 500; ++i)
    flags += ",\"f" + std::to_string(i) + R"(":{"rules":[{"parentConditions":[{"id":"f)" +
             std::to_string(i - 1) + R"("}],"force":1}]})";
  const auto features = compiled(flags + "}");
  EXPECT_FALSE(evaluate(features, "f99", visitor("{}")).gave_up);
  EXPECT_TRUE(evaluate(features, "f500", visitor("{}")).gave_up);
}

TEST(Evaluator, HoldoutsPassThroughAndCount) {
  const auto features = compiled(R"({"f":{"defaultValue":"d","rules":[
    {"key":"holdout","variations":[0,1],"ranges":[[0,0],[0,1]],
     "meta":[{"key":"held"},{"key":"free","passthrough":true}]},
    {"key":"e","variations":["x","y"],"ranges":[[0,1],[1,1]]}]}})");
  const auto evaluation = evaluate(features, "f", visitor(R"({"id":"u1"})"));
  EXPECT_EQ(value_of(evaluation), "\"x\"");
  EXPECT_EQ(evaluation.rule_index, 1U);
  ASSERT_EQ(evaluation.tracks.size(), 2U);
  EXPECT_EQ(evaluation.tracks[0].result.key, "free");
  EXPECT_TRUE(evaluation.tracks[0].result.passthrough);
}

TEST(Evaluator, WhatIsForced) {
  const auto features = compiled(two_arms);
  auto context = visitor(R"({"id":"u1"})");
  context.url = "https://example.com/?e=1";
  auto evaluation = evaluate(features, "f", context);
  EXPECT_EQ(value_of(evaluation), "\"y\"");
  EXPECT_FALSE(evaluation.experiment_result->hash_used);
  EXPECT_TRUE(evaluation.tracks.empty());
  context.url = "";
  context.forced_variations = {{"e", 0}};
  EXPECT_EQ(value_of(evaluate(features, "f", context)), "\"x\"");
  context.forced_variations = {{"e", 7}};
  EXPECT_EQ(evaluate(features, "f", context).source, Source::defaultValue);
  context.forced_values = {{"f", "z"}};
  evaluation = evaluate(features, "f", context);
  EXPECT_EQ(evaluation.source, Source::override);
  EXPECT_EQ(value_of(evaluation), "\"z\"");
}

TEST(Evaluator, SwitchedOffAndQaMode) {
  const auto features = compiled(two_arms);
  auto context = visitor(R"({"id":"u1"})");
  context.qa_mode = true;
  EXPECT_EQ(evaluate(features, "f", context).source, Source::defaultValue);
  context.forced_variations = {{"e", 1}};
  EXPECT_EQ(evaluate(features, "f", context).source, Source::experiment);
  context.enabled = false;
  EXPECT_EQ(evaluate(features, "f", context).source, Source::defaultValue);
}

TEST(Evaluator, RecordedTracksAreExposuresOnce) {
  const auto features = compiled(R"({"f":{"rules":[{"force":1,"tracks":[
    {"experiment":{"key":"e"},"result":{"hashAttribute":"id","hashValue":"u1","variationId":1}},
    {"experiment":{"key":"e"},"result":{"hashAttribute":"id","hashValue":"u1","variationId":1}}
  ]}]}})");
  const auto evaluation = evaluate(features, "f", visitor("{}"));
  ASSERT_EQ(evaluation.tracks.size(), 1U);
  EXPECT_EQ(evaluation.tracks[0].experiment, nullptr);
  EXPECT_EQ(exposure_key(evaluation.tracks[0]), "idu1e1");
}

TEST(Evaluator, ExperimentsOutsideFlags) {
  const auto run = [](const char* definition, const char* attributes) {
    const auto experiment = compile_experiment(json_of(definition).as_object(), "");
    EXPECT_TRUE(experiment);
    return run_experiment(*experiment, Features(), visitor(attributes)).result.in_experiment;
  };
  const auto* person = R"({"id":"u1"})";
  EXPECT_TRUE(run(R"({"key":"k","variations":[0,1]})", person));
  EXPECT_FALSE(run(R"({"key":"k","variations":[0]})", person));
  EXPECT_FALSE(run(R"({"key":"k","variations":[0,1],"active":false})", person));
  EXPECT_FALSE(run(R"({"key":"k","variations":[0,1],"status":"draft"})", person));
  EXPECT_FALSE(run(R"({"key":"k","variations":[0,1],"status":"stopped"})", person));
  EXPECT_TRUE(run(R"({"key":"k","variations":[0,1],"status":"stopped","force":1})", person));
  EXPECT_FALSE(run(R"({"key":"k","variations":[0,1],"groups":["beta"]})", person));
  EXPECT_FALSE(run(R"({"key":"k","variations":[0,1],"hashVersion":3})", person));
  EXPECT_FALSE(run(R"({"key":"k","variations":[0,1]})", "{}"));
  EXPECT_FALSE(run(R"({"key":"k","variations":[0,1]})", "null"));
}

TEST(Evaluator, StickyAssignmentsStay) {
  const auto features = compiled(R"({"f":{"defaultValue":"d","rules":[{"key":"e","hashVersion":2,
    "fallbackAttribute":"device","bucketVersion":1,"minBucketVersion":1,"variations":["x","y"],
    "ranges":[[0,1],[1,1]],"meta":[{"key":"c"},{"key":"t"}]}]}})");
  StickyDocuments documents;
  auto context = visitor(R"({"device":"d1"})");
  context.sticky = &documents;
  auto evaluation = evaluate(features, "f", context);
  ASSERT_EQ(evaluation.sticky_changes.size(), 1U);
  EXPECT_EQ(evaluation.sticky_changes[0].key(), "device||d1");
  EXPECT_EQ(boost::json::serialize(evaluation.sticky_changes[0].assignments), R"({"e__1":"c"})");

  documents["id||u1"] = {"id", "u1", {{"e__1", "t"}}};
  context.attributes = R"({"id":"u1","device":"d1"})"_json;
  evaluation = evaluate(features, "f", context);
  EXPECT_EQ(value_of(evaluation), "\"y\"");
  EXPECT_TRUE(evaluation.experiment_result->sticky_bucket_used);
  EXPECT_TRUE(evaluation.sticky_changes.empty());

  documents["id||u1"].assignments = {{"e__0", "t"}};  // below minBucketVersion
  EXPECT_EQ(evaluate(features, "f", context).source, Source::defaultValue);
}

TEST(Evaluator, JsonAsTheSdkGivesIt) {
  const auto features = compiled(two_arms);
  const auto json = to_json(evaluate(features, "f", visitor(R"({"id":"u1"})")));
  EXPECT_EQ(json.at("source").as_string(), "experiment");
  EXPECT_TRUE(json.at("on").as_bool());
  EXPECT_EQ(json.at("ruleId").as_string(), "exp");
  EXPECT_EQ(json.at("experiment").at("key").as_string(), "e");
  EXPECT_EQ(json.at("experimentResult").at("hashValue").as_string(), "u1");
  EXPECT_FALSE(json.at("experimentResult").as_object().contains("name"));
}

TEST(Evaluator, ManyThreadsShareTheFeatures) {
  const auto features = compiled(two_arms);
  std::vector<std::thread> threads;
  std::vector<int> treated(4, 0);
  for (std::size_t t = 0; t < treated.size(); ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 1'000; ++i) {
        EvaluationContext context;
        context.attributes = {{"id", "u" + std::to_string(i)}};
        treated[t] += value_of(evaluate(features, "f", context)) == "\"y\"";
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_NEAR(treated.front(), 500, 60);
  EXPECT_EQ(treated, std::vector<int>(4, treated.front()));
}

}  // namespace
}  // namespace spotter::live
