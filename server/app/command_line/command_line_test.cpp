#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
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

}  // namespace
}  // namespace spotter::app
