#include "app/command_line/apply_report.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace spotter::app {
namespace {

using Lines = std::vector<std::string>;

TEST(ApplyReport, OneLineAChange) {
  const auto reply = boost::json::parse(R"({"sequence":7,"changes":[
    {"what":"metric","key":"signup","change":"created","details":[]},
    {"what":"metric","key":"error","change":"unchanged","details":[]},
    {"what":"launch","key":"x","change":"changed","details":["name","coverage"]}]})");
  EXPECT_EQ(change_lines(reply),
            (Lines{"created metric signup", "changed launch x: name, coverage"}));
}

TEST(ApplyReport, NothingChanged) {
  for (const char* reply : {"{}", "[]", R"({"changes":[]})", R"({"changes":7})",
                            R"({"changes":[{"change":"unchanged"}]})"})
    EXPECT_EQ(change_lines(boost::json::parse(reply)), Lines{"nothing changed"}) << reply;
}

const auto file = [] { return read_definitions("metrics:\n  - key: a\n    name: A\n").value(); };

TEST(ApplyReport, EveryErrorHasItsLine) {
  const auto problem = boost::json::parse(R"({"status":400,"detail":"Two.","pointer":"",
    "errors":[{"pointer":"/metrics/0/name","detail":"First."},
              {"pointer":"/metrics/0/kind","detail":"Second."}]})");
  EXPECT_EQ(problem_lines("f.yaml", file(), problem),
            (Lines{"f.yaml:3: First.", "f.yaml:2: Second."}));
}

TEST(ApplyReport, OneErrorHasItsLine) {
  const auto problem = boost::json::parse(R"({"detail":"No.","pointer":"/metrics/0/key"})");
  EXPECT_EQ(problem_lines("f.yaml", file(), problem), Lines{"f.yaml:2: No."});
}

TEST(ApplyReport, AProblemWithoutAPlace) {
  for (const char* problem : {R"({"detail":"This key is not known."})", "null", "[]"})
    EXPECT_EQ(problem_lines("f.yaml", file(), boost::json::parse(problem)), Lines{}) << problem;
}

}  // namespace
}  // namespace spotter::app
