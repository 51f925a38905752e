#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "app/command_line/commands.hpp"

namespace spotter::app {
namespace {

int run_words(std::vector<const char*> words) {
  words.insert(words.begin(), "spotter");
  return run(static_cast<int>(words.size()), words.data());
}

class CommandLine : public testing::Test {
 protected:
  void SetUp() override {
    unsetenv("SPOTTER_SERVER");
    unsetenv("SPOTTER_KEY");
  }
};

TEST_F(CommandLine, HelpAndVersion) {
  testing::internal::CaptureStdout();
  EXPECT_EQ(run_words({"--version"}), 0);
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "spotter 0.1.0\n");
  testing::internal::CaptureStdout();
  EXPECT_EQ(run_words({"--help"}), 0);
  EXPECT_NE(testing::internal::GetCapturedStdout().find("apply"), std::string::npos);
}

TEST_F(CommandLine, WrongUsage) {
  EXPECT_EQ(run_words({}), 2);
  EXPECT_EQ(run_words({"dance"}), 2);
  EXPECT_EQ(run_words({"init"}), 2);
  EXPECT_EQ(run_words({"serve", "--data", "x", "--public-url", "nonsense"}), 2);
  EXPECT_EQ(run_words({"serve", "--data", "x", "--ofrep-code-default", "maybe"}), 2);
  EXPECT_EQ(run_words({"launch", "repeat", "x", "--server", "http://h", "--key", "k"}), 2);
  EXPECT_EQ(run_words({"apply", "f.yaml", "--server", "http://h"}), 2);
}

TEST_F(CommandLine, MissingFile) {
  setenv("SPOTTER_SERVER", "http://127.0.0.1:1", 1);
  setenv("SPOTTER_KEY", "k", 1);
  testing::internal::CaptureStderr();
  EXPECT_EQ(run_words({"apply", "/nowhere/f.yaml"}), 1);
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "spotter: The file /nowhere/f.yaml cannot be read.\n");
}

TEST_F(CommandLine, NobodyListens) {
  testing::internal::CaptureStderr();
  EXPECT_EQ(run_words({"results", "x", "--json", "--server", "http://127.0.0.1:1", "--key", "k"}),
            1);
  EXPECT_TRUE(testing::internal::GetCapturedStderr().starts_with("spotter: "));
}

class AnalyseCommand : public testing::Test {
 protected:
  void SetUp() override {
    std::ofstream(table_) << "arm;people;orders\nold;1000;50\nnew;1010;90\nodd;1;2\n";
  }
  void TearDown() override {
    std::remove(table_.c_str());
    std::remove(streams_.c_str());
  }

  const std::string table_ = testing::TempDir() + "analyse_command.csv";
  const std::string streams_ = testing::TempDir() + "analyse_command_streams.csv";
};

TEST_F(AnalyseCommand, TextJsonAndTable) {
  std::vector<const char*> words{
      "analyse",   "--column", "units=people", "--column", "conversions=orders", table_.c_str(),
      "--control", "new",      "--shares",     "1:1",      "--tau-opt",          "500"};
  testing::internal::CaptureStdout();
  EXPECT_EQ(run_words(words), 0);
  const auto text = testing::internal::GetCapturedStdout();
  EXPECT_NE(text.find("arm old against new\n"), std::string::npos) << text;
  EXPECT_NE(text.find("more conversions than units: 1 row (line 4)"), std::string::npos) << text;
  words.insert(words.end(), {"--json", "--csv", streams_.c_str()});
  testing::internal::CaptureStdout();
  EXPECT_EQ(run_words(words), 0);
  const auto json = testing::internal::GetCapturedStdout();
  EXPECT_TRUE(json.starts_with("{\"layout\":\"arm_rows\"")) << json;
  EXPECT_NE(json.find("\"tau_opt\":500,"), std::string::npos) << json;
  std::ifstream streams(streams_);
  const std::string table{std::istreambuf_iterator<char>(streams), {}};
  EXPECT_NE(table.find("\r\n,,old,new,1,"), std::string::npos) << table;
}

TEST_F(AnalyseCommand, Refusals) {
  testing::internal::CaptureStderr();
  EXPECT_EQ(run_words({"analyse", "/nowhere/t.csv"}), 1);
  EXPECT_EQ(run_words({"analyse", table_.c_str()}), 1);
  EXPECT_EQ(run_words({"analyse", table_.c_str(), "--column", "people"}), 1);
  EXPECT_EQ(run_words({"analyse", table_.c_str(), "--tau-opt", "none"}), 1);
  const auto text = testing::internal::GetCapturedStderr();
  EXPECT_NE(text.find("The file /nowhere/t.csv cannot be read."), std::string::npos) << text;
  EXPECT_NE(text.find("Found: arm, people, orders."), std::string::npos) << text;
  EXPECT_NE(text.find("\"people\" is not NAME=VALUE."), std::string::npos) << text;
  EXPECT_NE(text.find("\"none\" is no number above 0."), std::string::npos) << text;
  EXPECT_EQ(run_words({"analyse"}), 2);
}

}  // namespace
}  // namespace spotter::app
