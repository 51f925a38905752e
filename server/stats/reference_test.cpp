// The reference cases themselves, and the checker that runs them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include "stats/reference_cases_check.hpp"

namespace spotter::stats {
namespace {

using testing::HasSubstr;

struct Outcome {
  ReferenceTally tally;
  std::string printed;
};

Outcome run(const std::string& cases) {
  std::ostringstream out;
  const auto tally = run_reference_cases("{\"cases\":[" + cases + "]}", out);
  EXPECT_TRUE(tally) << cases;
  return {tally.value_or(ReferenceTally{}), out.str()};
}

std::string reference_case(const std::string& method, const std::string& input,
                           const std::string& expected) {
  return "{\"method\":\"" + method + "\",\"id\":\"one\",\"input\":" + input +
         ",\"expected\":" + expected + ",\"rel_tol\":1e-9,\"abs_tol\":1e-10}";
}

void expect_passes(const std::string& method, const std::string& input,
                   const std::string& expected) {
  const Outcome outcome = run(reference_case(method, input, expected));
  EXPECT_EQ(outcome.tally, (ReferenceTally{1, 0, 0})) << outcome.printed;
}

void expect_fails(const std::string& one, const std::string& why) {
  const Outcome outcome = run(one);
  EXPECT_EQ(outcome.tally, (ReferenceTally{0, 1, 0})) << one;
  EXPECT_THAT(outcome.printed, HasSubstr(why));
}

TEST(Reference, AllCasesOfBuiltMethodsAgree) {
  std::ifstream file(SPOTTER_SOURCE "/../shared/reference/statistics.json");
  if (!file) GTEST_SKIP() << "skipped: not here";
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  std::ostringstream out;
  const auto tally = run_reference_cases(text, out);
  ASSERT_TRUE(tally);
  EXPECT_EQ(tally->failed, 0U) << out.str();
  EXPECT_GE(tally->passed, 111U);
}

TEST(Reference, ComparesWithinTheTolerance) {
  const std::string input = R"({"log_e":[0],"weights":[1000]})";  // ln 1000 = 6.907755278982137
  expect_passes("e_merge", input, R"({"log_e":6.907755279})");
  expect_fails(reference_case("e_merge", input, R"({"log_e":6.9077553})"), "log_e is 6.90775527");
}

TEST(Reference, RunsUnusualInput) {
  expect_passes("moments", R"({"first":1,"then_repeat":[],"count":0})",
                R"({"n":0,"mean":null,"sd":null})");
  expect_passes("moments", R"({"first":4,"then_repeat":[],"count":1})",
                R"({"n":1,"mean":4,"sd":null})");
  expect_passes("moments_merge", R"({"a":[],"b":[]})", R"({"n":0,"mean":null,"m2":0,"var":null})");
  expect_passes("bernoulli_cs", R"({"successes":0,"n":0,"alpha":0.05,"t_opt":10})",
                R"({"lo":0,"hi":1})");
  expect_passes("label_e_process", R"({"stages":[],"lambda0":1,"lambda_grid":[2]})",
                R"({"log_e":0})");
  expect_passes("label_e_process",
                R"({"stages":[{"p_treatment":0.5,"n_units_failed":1.0,"n_treatment":1}],)"
                R"("lambda0":1,"lambda_grid":[3]})",
                R"({"log_e":0.405465108108164})");
  expect_passes("e_merge", R"({"log_e":[],"weights":[]})", R"({"log_e":null})");
  expect_passes("e_merge", R"({"log_e":[null,2],"weights":[0.5,1]})", R"({"log_e":2})");
  expect_passes("label_first_alarm",
                R"({"threshold":20,"p_treatment":0.5,"all_failures_in_treatment":false})",
                R"({"failures_needed":null})");
  expect_passes("newcombe", R"({"x1":0,"n1":0,"x2":1,"n2":2,"level":0.95})", R"({"diff":null})");
  expect_passes("cap_stream", R"({"unit_totals":[-90,-3],"cap":50})",
                R"({"n":2,"sum":-53,"sum_squares":2509,"capped_units":1})");
}

TEST(Reference, MissingPartsFailWithAReason) {
  expect_fails("7", "not an object");
  expect_fails("{}", "names no method");
  expect_fails(R"({"method":"moments","id":"x"})", "no object \"input\"");
  expect_fails(R"({"method":"moments","input":{}})", "no object \"expected\"");
  expect_fails(R"({"method":"moments","input":{},"expected":{"n":1}})", "\"rel_tol\"");
  expect_fails(reference_case("moments", "{}", "{\"n\":1}"), "no \"first\"");
  expect_fails(reference_case("moments_merge", R"({"a":[],"b":[]})", "{}"), "expects nothing");
  expect_fails(reference_case("moments_merge", R"({"a":[],"b":[]})", R"({"range":0})"),
               "range is not computed");
}

TEST(Reference, WrongPartsFailWithAReason) {
  expect_fails(reference_case("moments_merge", R"({"a":["x"],"b":[]})", R"({"n":1})"),
               "\"a\" is not a number");
  expect_fails(reference_case("moments_merge", R"({"a":3,"b":[]})", R"({"n":1})"), "not a list");
  expect_fails(reference_case("moments", R"({"first":1,"then_repeat":[],"count":2})", R"({"n":2})"),
               "more values");
  expect_fails(
      reference_case("moments", R"({"first":1,"then_repeat":[2],"count":-2})", R"({"n":2})"),
      "not a count");
  expect_fails(reference_case("e_merge", R"({"log_e":[1],"weights":[]})", R"({"log_e":1})"),
               "every e-value has a weight");
  expect_fails(reference_case("bernoulli_cs", R"({"successes":3,"n":2,"alpha":0.05,"t_opt":10})",
                              R"({"lo":0})"),
               "more successes");
  expect_fails(reference_case("comoments", R"({"x":[1],"y":[]})", R"({"cov":1})"), "not pairs");
  expect_fails(reference_case("srm_sequential",
                              R"({"expected_share":[1],"batches":[],"concentration":10000})",
                              R"({"log_bayes_factor":0})"),
               "concentration");
  expect_fails(reference_case("stage_stratified", R"({"stages":[3]})", R"({"diff":1})"),
               "a stage is not an object");
  expect_fails(reference_case("av_mean_diff",
                              R"({"treatment":[1],"control":{"n":2},"alpha":0.05,"tau_opt":9})",
                              R"({"diff":1})"),
               "no \"sum\"");
  expect_fails(reference_case("e_merge", R"({"log_e":[0],"weights":[1]})", R"({"log_e":null})"),
               "not null");
  expect_fails(reference_case("e_merge", R"({"log_e":[],"weights":[]})", R"({"log_e":1})"),
               "is null, not 1");
  expect_fails(reference_case("e_merge", R"({"log_e":[0],"weights":[1]})", R"({"log_e":[0]})"),
               "not a list");
}

TEST(Reference, SkipsAndNamesWhatIsNotBuilt) {
  const Outcome outcome =
      run(reference_case("tea_leaves", "{}", "{\"n\":1}") + "," +
          reference_case("tea_leaves", "{}", "{}") + "," + reference_case("entrails", "{}", "{}"));
  EXPECT_EQ(outcome.tally, (ReferenceTally{0, 0, 3}));
  EXPECT_EQ(outcome.printed,
            "skipped entrails: 1 (not built)\nskipped tea_leaves: 2 (not built)\n");
}

TEST(Reference, RefusesOtherFiles) {
  std::ostringstream out;
  for (const std::string text : {"", "no JSON", "[]", "{}", "{\"cases\":3}", "{\"cases\":["}) {
    EXPECT_FALSE(run_reference_cases(text, out)) << text;
  }
  EXPECT_EQ(out.str(), "");
}

}  // namespace
}  // namespace spotter::stats
