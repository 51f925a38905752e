#include "parts/live/flags/growthbook_cases.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace spotter::live {
namespace {

// The shared cases stand beside the source folder where there are any.
const char* const reference = SPOTTER_SOURCE "/../shared/reference/growthbook-cases.json";

std::string read_file(const char* path) {
  std::string text(std::filesystem::file_size(path), '\0');
  std::FILE* file = std::fopen(path, "rb");
  if (!file) return {};
  text.resize(std::fread(text.data(), 1, text.size(), file));
  std::fclose(file);
  return text;
}

struct CaseOutcome {
  CaseTally tally;
  std::string printed;
};

CaseOutcome run(std::string_view text) {
  std::FILE* out = std::tmpfile();
  const auto tally = run_growthbook_cases(text, out);
  EXPECT_TRUE(tally);
  std::rewind(out);
  std::string printed(100'000, '\0');
  printed.resize(std::fread(printed.data(), 1, printed.size(), out));
  std::fclose(out);
  return {tally.value_or(CaseTally{}), printed};
}

TEST(GrowthbookCases, AllSharedCases) {
  if (!std::filesystem::exists(reference)) GTEST_SKIP() << "skipped: not here";
  const auto outcome = run(read_file(reference));
  EXPECT_EQ(outcome.tally.failed, 0U) << outcome.printed;
  EXPECT_EQ(outcome.tally.passed, 513U);
  EXPECT_EQ(outcome.tally.skipped, 4U);
}

TEST(GrowthbookCases, FailuresAreSaid) {
  const auto outcome = run(R"({"specVersion":"1","hash":[["","a",1,0.5],["","a",1,0.22]],
    "evalCondition":[["short"]],"run":[5],"feature":[["bad",{"features":[]},"f",{}]],
    "urlRedirect":[[],[]]})");
  EXPECT_EQ(outcome.tally.passed, 1U);
  EXPECT_EQ(outcome.tally.failed, 4U);
  EXPECT_EQ(outcome.tally.skipped, 2U);
  EXPECT_NE(outcome.printed.find("failed hash[0]"), std::string::npos);
  EXPECT_NE(outcome.printed.find("skipped urlRedirect: 2"), std::string::npos);
}

TEST(GrowthbookCases, OtherFilesAreRefused) {
  for (const auto* text : {"", "[]", "{}", "{\"specVersion\":\"1\"}", "{\"hash\":[}"})
    EXPECT_FALSE(run_growthbook_cases(text, stdout)) << text;
}

}  // namespace
}  // namespace spotter::live
