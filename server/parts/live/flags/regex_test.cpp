#include "parts/live/flags/regex.hpp"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "parts/live/flags/javascript_pattern.hpp"

namespace spotter::live {
namespace {

bool matches(std::string_view pattern, std::string_view subject, bool insensitive = false) {
  const auto regex = Regex::compile(pattern, insensitive);
  return regex && regex->match(subject) == Regex::Match::yes;
}

TEST(Regex, JavascriptsMeaning) {
  EXPECT_TRUE(matches("\\d$", "a1"));
  EXPECT_FALSE(matches("\\d$", "1\n"));
  EXPECT_FALSE(matches("^b", "a\nb"));
  EXPECT_TRUE(matches("a/b", "a/b"));
  EXPECT_TRUE(matches("\\s", "\u00a0"));
  EXPECT_TRUE(matches("\\s", "\ufeff"));
  EXPECT_FALSE(matches("\\d", "٣"));
  EXPECT_FALSE(matches("\\w", "é"));
  EXPECT_TRUE(matches("\\bx", "éx"));
  EXPECT_FALSE(matches(".", "\u2028"));
  EXPECT_FALSE(matches("^.$", "😀"));  // two units
  EXPECT_TRUE(matches("^..$", "😀"));
  EXPECT_TRUE(matches("[^]", "\n"));
  EXPECT_FALSE(matches("[]", "a"));
  EXPECT_TRUE(matches("a{,2}", "a{,2}"));
  EXPECT_TRUE(matches("\\u0061\\x62", "ab"));
  EXPECT_TRUE(matches("\\Qa\\E", "QaE"));
  EXPECT_TRUE(matches("\\p{L}", "p{L}"));
  EXPECT_TRUE(matches("^\\z$", "z"));
  EXPECT_TRUE(matches("[[:alpha:]]", "a]"));
  EXPECT_TRUE(matches("(?<x>a)\\k<x>", "aa"));
  EXPECT_TRUE(matches("\\k<x>", "k<x>"));
  EXPECT_TRUE(matches("[\\w-]", "-"));
  EXPECT_TRUE(matches("(?=a)*b", "b"));
  EXPECT_TRUE(matches("", ""));
}

TEST(Regex, CaseByJavascriptsTable) {
  EXPECT_TRUE(matches("É", "é", true));
  EXPECT_TRUE(matches("σ", "ς", true));
  EXPECT_TRUE(matches("[a-z]+$", "ABC", true));
  EXPECT_TRUE(matches("(a)\\1", "aA", true));
  EXPECT_FALSE(matches("k", "\u212a", true));
  EXPECT_FALSE(matches("s", "ſ", true));
  EXPECT_FALSE(matches("[^a]", "A", true));
  EXPECT_FALSE(matches("a", "A"));
}

TEST(Regex, SyntaxErrors) {
  for (const auto* pattern : {"(",       ")",
                              "[",       "*",
                              "a**",     "a++",
                              "a{2,1}",  "{1}",
                              "^*",      "\\",
                              "(?i)a",   "(?>a)",
                              "(?#a)",   "(?P<n>a)",
                              "[z-a]",   "(?<a>x)(?<a>y)",
                              "(?<1>x)", "(?<a>x)\\k<b>",
                              "(?<=a)*", "[\\"})
    EXPECT_FALSE(Regex::compile(pattern, false)) << pattern;
}

TEST(Regex, LimitsOnThePattern) {
  EXPECT_FALSE(Regex::compile(std::string(5'000, 'a'), false));
  EXPECT_FALSE(Regex::compile(std::string(200, '(') + std::string(200, ')'), false));
}

TEST(Regex, GivesUpOnHopelessWork) {
  const auto regex = Regex::compile("^(a+)+$", false);
  ASSERT_TRUE(regex);
  EXPECT_EQ(regex->match(std::string(60, 'a') + "b"), Regex::Match::gave_up);
  EXPECT_EQ(regex->match("aaa"), Regex::Match::yes);
}

TEST(Regex, ManyThreadsShareOne) {
  const auto regex = Regex::compile("^u[0-9]+$", false);
  ASSERT_TRUE(regex);
  std::vector<std::thread> threads;
  std::vector<int> found(4, 0);
  for (std::size_t t = 0; t < found.size(); ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 1'000; ++i)
        found[t] += regex->match("u" + std::to_string(i)) == Regex::Match::yes;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(found, std::vector<int>(4, 1'000));
}

}  // namespace
}  // namespace spotter::live
