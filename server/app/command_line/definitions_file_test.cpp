#include "app/command_line/definitions_file.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <random>
#include <sstream>

#include "base/limits.hpp"

namespace spotter::app {
namespace {

std::string json_of(std::string_view yaml) {
  const auto file = read_definitions(yaml);
  if (!file) return std::to_string(file.error().line) + ": " + file.error().reason;
  return boost::json::serialize(file->value);
}

int refused_at(std::string_view yaml) {
  const auto file = read_definitions(yaml);
  EXPECT_FALSE(file) << yaml;
  if (file) return 0;
  EXPECT_FALSE(file.error().reason.empty());
  return file.error().line;
}

TEST(DefinitionsFile, ScalarsOfTheCoreSchema) {
  EXPECT_EQ(json_of("[~, null, Null, NULL, ]"), "[null,null,null,null]");
  EXPECT_EQ(json_of("{a: , b: ''}"), R"({"a":null,"b":""})");
  EXPECT_EQ(json_of("[true, True, TRUE, false, False, FALSE]"),
            "[true,true,true,false,false,false]");
  EXPECT_EQ(json_of("[yes, no, on, off, y, tRUE]"), R"(["yes","no","on","off","y","tRUE"])");
  EXPECT_EQ(json_of("[0, -0, +7, 007, 0o17, 0xfF, -9223372036854775808]"),
            "[0,0,7,7,15,255,-9223372036854775808]");
  EXPECT_EQ(json_of("[1.5, .5, 5., 1e3, -1.25E-2]"), "[1.5E0,5E-1,5E0,1E3,-1.25E-2]");
  EXPECT_EQ(
      json_of("[7d, 1_000, 0x, 0o8, 1.2.3, 1e, e5, 1e+, 2026-03-01, 12:30, +, -x, '-', .]"),
      R"(["7d","1_000","0x","0o8","1.2.3","1e","e5","1e+","2026-03-01","12:30","+","-x","-","."])");
}

TEST(DefinitionsFile, QuotedScalarsStayText) {
  EXPECT_EQ(json_of(R"(["1", 'true', "null", '', "a\u00e9", 'it''s', ".nan"])"),
            R"(["1","true","null","","aé","it's",".nan"])");
  EXPECT_EQ(json_of("a: |\n  1\n  2\nb: >\n  3\n"), R"({"a":"1\n2\n","b":"3\n"})");
}

TEST(DefinitionsFile, Structures) {
  EXPECT_EQ(json_of("a:\n  - b: 1\n    c: [2, {d: 3}]\n  -\n    - 4\ne: {}\nf: []\n"),
            R"({"a":[{"b":1,"c":[2,{"d":3}]},[4]],"e":{},"f":[]})");
  EXPECT_EQ(json_of("7: x\ntrue: y\n"), R"({"7":"x","true":"y"})");
  EXPECT_EQ(json_of("a: 1\n...\n...\n"), R"({"a":1})");
  EXPECT_EQ(json_of("a: |\n  1\nb: |+\n  2"), "{\"a\":\"1\\n\",\"b\":\"2\\n\"}");
  EXPECT_EQ(json_of("--- {a: 1}\n...\n"), R"({"a":1})");
  EXPECT_EQ(json_of(R"({"a": [1, {"b": null}]})"), R"({"a":[1,{"b":null}]})");
  EXPECT_EQ(json_of("a: 1 # why\n# and\n"), R"({"a":1})");
}

TEST(DefinitionsFile, ManyMembersKeepTheirPlaces) {
  std::string yaml = "top:\n";
  for (int i = 0; i < 500; ++i) yaml += "  - {k: " + std::to_string(i) + ", l: [x]}\n";
  const auto file = read_definitions(yaml);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->value.at("top").as_array().size(), 500u);
  EXPECT_EQ(file->value.at("top").at(499).at("k"), 499);
  EXPECT_EQ(file->line_of("/top/499/l/0"), 501);
}

TEST(DefinitionsFile, KnowsItsLines) {
  const auto file = read_definitions(
      "metrics:\n"        // 1
      "  - key: a\n"      // 2
      "    name: A\n"     // 3
      "  - {key: b,\n"    // 4
      "     name: B}\n"   // 5
      "launches:\n"       // 6
      "  # none yet\n"    // 7
      "  - flag:\n"       // 8
      "      type: x\n"   // 9
      "    a/b~c: 1\n");  // 10
  ASSERT_TRUE(file);
  EXPECT_EQ(file->line_of(""), 1);
  EXPECT_EQ(file->line_of("/metrics"), 1);
  EXPECT_EQ(file->line_of("/metrics/0"), 2);
  EXPECT_EQ(file->line_of("/metrics/0/name"), 3);
  EXPECT_EQ(file->line_of("/metrics/1"), 4);
  EXPECT_EQ(file->line_of("/metrics/1/name"), 5);
  EXPECT_EQ(file->line_of("/launches/0/flag/type"), 9);
  EXPECT_EQ(file->line_of("/launches/0/a~1b~0c"), 10);
}

TEST(DefinitionsFile, WhatIsMissingIsWhereItsParentIs) {
  const auto file = read_definitions("a: 1\nb:\n  c: 2\n");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->line_of("/b/d"), 2);
  EXPECT_EQ(file->line_of("/b/d/e/0"), 2);
  EXPECT_EQ(file->line_of("/x"), 1);
  EXPECT_EQ(file->line_of("nonsense"), 1);
}

TEST(DefinitionsFile, RefusesWithALine) {
  EXPECT_EQ(json_of("a: 1\nb: 2\na: 3\n"), "3: \"a\" stands here twice.");
  EXPECT_EQ(json_of("a:\n  {x: 1, \"x\": 2}\n"), "2: \"x\" stands here twice.");
  EXPECT_EQ(json_of("a: 1\n---\nb: 2\n"), "2: A file holds one document only.");
  EXPECT_EQ(json_of("a: 1\nb: &x 1\n"), "2: Anchors and aliases are not read; write it out.");
  EXPECT_EQ(json_of("a: 1\nb: !!str 1\n"), "2: Tags are not read.");
  EXPECT_EQ(json_of("a:\n\tb: 1\n"), "2: YAML is indented with blanks, not with tabs.");
  EXPECT_EQ(json_of("a:\n  - .nan\n"), "2: A number must be finite; quote it if it is text.");
  EXPECT_EQ(refused_at("a: 1\nb: -.inf\n"), 2);
  EXPECT_EQ(refused_at("a: 1\nb: 1e999\n"), 2);
  EXPECT_EQ(refused_at("a: 1\nb: 9223372036854775808\n"), 2);
  EXPECT_EQ(refused_at("a: 1\n[b, c]: 2\n"), 2);
  EXPECT_EQ(refused_at("a: 1\n? {b: c}\n: 2\n"), 2);
  EXPECT_EQ(refused_at("a: 1\n~: 2\n"), 2);
  EXPECT_EQ(refused_at("a: 1\nb: [1, 2\n"), 2);
  EXPECT_EQ(refused_at("a: 1\nb: 'x\n"), 2);
  EXPECT_EQ(refused_at("a: \"x\nb: 1\n\n"), 2);
  EXPECT_EQ(refused_at("a: 'x"), 1);
  EXPECT_EQ(refused_at("a: 1\nb: \xff\n"), 2);
  EXPECT_EQ(refused_at(std::string_view("a: 1\nb: \0\n", 11)), 2);
  EXPECT_GE(refused_at("a: b: c\n"), 1);
}

TEST(DefinitionsFile, RefusesNothing) {
  for (const char* yaml : {"", "\n\n", "# only words\n", "---\n", "~"})
    EXPECT_EQ(refused_at(yaml), 1) << yaml;
}

TEST(DefinitionsFile, RefusesBombs) {
  EXPECT_EQ(refused_at("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"), 1);
  EXPECT_EQ(refused_at("a: &a {b: *a}\n"), 1);
  refused_at(std::string(33, '['));
  refused_at(std::string(33, '[') + std::string(33, ']'));
  EXPECT_TRUE(read_definitions(std::string(32, '[') + std::string(32, ']')));
  refused_at(std::string(100'000, '['));
  refused_at(std::string(100'000, '{'));
  std::string dashes;
  for (int i = 0; i < 50'000; ++i) dashes += "- ";
  refused_at(dashes);
  refused_at("a: " + std::string(limits::definitions_bytes_max, 'x'));
}

TEST(DefinitionsFile, Garbage) {
  std::mt19937_64 random(42);
  const std::string letters = "ab: -[]{},&*!|>'\"%@`#?\n\n  \t~1.\\";
  for (int round = 0; round < 5'000; ++round) {
    std::string yaml;
    const auto length = random() % 60;
    for (std::size_t i = 0; i < length; ++i) yaml += letters[random() % letters.size()];
    const auto file = read_definitions(yaml);
    EXPECT_TRUE(file || file.error().line >= 1);
  }
}

TEST(DefinitionsFile, TheExampleIsRead) {
  std::ifstream stream(SPOTTER_SOURCE "/examples/spring-banner.yaml");
  ASSERT_TRUE(stream);
  std::ostringstream text;
  text << stream.rdbuf();
  const auto whole = text.str();
  const auto file = read_definitions(whole);
  ASSERT_TRUE(file) << file.error().line << file.error().reason;
  EXPECT_EQ(file->value.at("metrics").as_array().size(), 3u);
  EXPECT_EQ(file->value.at("metrics").at(0).at("window"), "7d");
  EXPECT_EQ(file->value.at("metrics").at(2).at("cap"), 500);
  EXPECT_EQ(file->value.at("launches").at(0).at("goals").at(0), "signup");
  EXPECT_EQ(file->value.at("launches").at(0).at("arms").at(1).at("value"), true);
  for (std::size_t size = 0; size < whole.size(); ++size)
    (void)read_definitions(whole.substr(0, size));
}

}  // namespace
}  // namespace spotter::app
