#include "parts/launches/brief.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "base/limits.hpp"
#include "parts/launches/brief_limits.hpp"

namespace spotter::launches {
namespace {

Brief full_brief() {
  Brief brief;
  brief.kind = LaunchKind::experiment;
  brief.purpose = "Fewer abandoned baskets";
  brief.who_benefits = "Visitors who pay by phone";
  brief.outcome = "Orders by visitor up by 2 %";
  brief.data = {{"order value", DataClass::pseudonymous}};
  brief.tools = {{"Acme Pay", true}};
  brief.regions = {"DE", "FR"};
  brief.page_types = {"checkout"};
  brief.cost = Money{0, "EUR"};
  brief.starts_on = "2026-03-01";
  brief.ends_on = "2026-03-31";
  brief.kill_on = "2026-06-30";
  return brief;
}

std::string wrong_at(const Brief& brief) {
  const auto problem = malformed(brief);
  if (!problem) return "nothing";
  EXPECT_EQ(problem->code, ProblemCode::bad_request);
  EXPECT_FALSE(problem->sentence.empty());
  return problem->pointer;
}

template <class Change>
std::string wrong_after(Change change) {
  auto brief = full_brief();
  change(brief);
  return wrong_at(brief);
}

std::vector<std::string> fields_missing(const Brief& brief) {
  std::vector<std::string> fields;
  for (const auto& missing : readiness_of(brief).missing) {
    EXPECT_FALSE(missing.sentence.empty());
    fields.push_back(missing.field);
  }
  return fields;
}

TEST(Brief, MayBeKeptFullOrEmpty) {
  EXPECT_EQ(wrong_at(full_brief()), "nothing");
  EXPECT_EQ(wrong_at({}), "nothing");
}

TEST(Brief, ReadsWhatItWrites) {
  const auto read = wire::read_json<Brief>(wire::to_json_text(full_brief()));
  ASSERT_TRUE(read) << read.error().sentence;
  EXPECT_EQ(*read, full_brief());
  const auto little = wire::read_json<Brief>(R"({"kind": "change"})");
  ASSERT_TRUE(little);
  EXPECT_TRUE(little->data.empty());
  EXPECT_FALSE(little->kill_on);
  EXPECT_FALSE(wire::read_json<Brief>("{}")) << "what kind of launch it is must be said";
  EXPECT_EQ(wire::read_json<Brief>(R"({"kind": "test"})").error().pointer, "/kind");
  EXPECT_FALSE(wire::read_json<Brief>(R"({"kind": "change", "data": [{"what": "names"}]})"));
}

TEST(Brief, TextsAndListsHaveLimits) {
  const std::string long_text(limits::brief_text_bytes_max + 1, 'x');
  const std::string long_word(limits::brief_word_bytes_max + 1, 'x');
  EXPECT_EQ(wrong_after([&](Brief& b) { b.purpose = long_text; }), "/purpose");
  EXPECT_EQ(wrong_after([&](Brief& b) { b.who_benefits = long_text; }), "/who_benefits");
  EXPECT_EQ(wrong_after([&](Brief& b) { b.outcome = "\xff"; }), "/outcome");
  EXPECT_EQ(wrong_after([&](Brief& b) { b.purpose.assign(limits::brief_text_bytes_max, 'x'); }),
            "nothing");
  EXPECT_EQ(wrong_after([&](Brief& b) {
              b.tools = {{"a", false}, {long_word, false}};
            }),
            "/tools/1/name");
  EXPECT_EQ(wrong_after([&](Brief& b) { b.page_types = {"a", "b", "a"}; }), "/page_types/2");
  EXPECT_EQ(wrong_after([&](Brief& b) { b.page_types = {" checkout"}; }), "/page_types/0");
  EXPECT_EQ(wrong_after([&](Brief& b) {
              b.page_types.clear();
              for (std::size_t i = 0; i <= limits::brief_entries_max; ++i)
                b.page_types.push_back(std::to_string(i));
            }),
            "/page_types");
  EXPECT_EQ(wrong_after([&](Brief& b) { b.tools = {{"a", false}, {"a", true}}; }), "/tools/1/name");
  EXPECT_EQ(wrong_after([&](Brief& b) { b.tools.assign(limits::brief_entries_max + 1, {}); }),
            "/tools");
}

TEST(Brief, DataAreNamedOrThereAreNone) {
  using enum DataClass;
  EXPECT_EQ(wrong_after([](Brief& b) { b.data = {{"", none}}; }), "nothing");
  EXPECT_EQ(wrong_after([](Brief& b) { b.data = {{"", personal}}; }), "/data/0/what");
  EXPECT_EQ(wrong_after([](Brief& b) {
              b.data = {{"names", personal}, {"", none}};
            }),
            "/data/1/data_class");
  EXPECT_EQ(wrong_after([](Brief& b) {
              b.data = {{"names", personal}, {"names", special}};
            }),
            "/data/1/what");
  EXPECT_EQ(wrong_after([](Brief& b) { b.data.assign(limits::brief_entries_max + 1, {}); }),
            "/data");
}

TEST(Brief, RegionsAreCountries) {
  for (const char* code : {"UK", "EU", "de", "D", "DEU", "", "ZZ", "E ", " D", "E D"})
    EXPECT_EQ(wrong_after([&](Brief& b) { b.regions = {"DE", code}; }), "/regions/1") << code;
  EXPECT_EQ(wrong_after([](Brief& b) { b.regions = {"DE", "DE"}; }), "/regions/1");
}

TEST(Brief, RegionsAreThoseOfTheStandard) {
  std::ifstream table("/usr/share/zoneinfo/iso3166.tab");
  if (!table) GTEST_SKIP() << "skipped: not here";
  int codes = 0;
  for (std::string line; std::getline(table, line);) {
    if (line.empty() || line[0] == '#') continue;
    ++codes;
    EXPECT_TRUE(is_region(line.substr(0, 2))) << line;
  }
  EXPECT_EQ(codes, 249);
  int known = 0;
  for (char a = 'A'; a <= 'Z'; ++a) {
    for (char b = 'A'; b <= 'Z'; ++b) known += is_region(std::string{a, b}) ? 1 : 0;
  }
  EXPECT_EQ(known, codes);
}

TEST(Brief, CostIsMoneyThatIsPaid) {
  EXPECT_EQ(wrong_after([](Brief& b) { b.cost = Money{-1, "EUR"}; }), "/cost/amount");
  EXPECT_EQ(wrong_after([](Brief& b) { b.cost = Money{INT64_MAX, "EUR"}; }), "/cost/amount");
  for (const char* code : {"", "eur", "EURO", "€"})
    EXPECT_EQ(wrong_after([&](Brief& b) { b.cost = Money{1, code}; }), "/cost/currency") << code;
}

TEST(Brief, DatesAreDaysInOrder) {
  EXPECT_EQ(wrong_after([](Brief& b) { b.starts_on = "2026-02-29"; }), "/starts_on");
  EXPECT_EQ(wrong_after([](Brief& b) { b.ends_on = "tomorrow"; }), "/ends_on");
  EXPECT_EQ(wrong_after([](Brief& b) { b.kill_on = ""; }), "/kill_on");
  EXPECT_EQ(wrong_after([](Brief& b) { b.ends_on = "2026-02-28"; }), "/ends_on");
  EXPECT_EQ(wrong_after([](Brief& b) { b.kill_on = "2026-02-28"; }), "/kill_on");
  EXPECT_EQ(wrong_after([](Brief& b) { b.ends_on = b.kill_on = b.starts_on; }), "nothing");
  EXPECT_EQ(wrong_after([](Brief& b) {
              b.starts_on.reset();
              b.ends_on = "2020-01-01";
            }),
            "nothing");
}

TEST(Readiness, IsFullExactlyIfNothingIsMissing) {
  EXPECT_EQ(readiness_of(full_brief()), (Readiness{100, {}}));
  const auto nothing = readiness_of({});
  EXPECT_EQ(nothing.percent, 0);
  EXPECT_EQ(fields_missing({}),
            (std::vector<std::string>{"purpose", "who_benefits", "outcome", "data", "regions",
                                      "cost", "starts_on", "page_types", "ends_on", "kill_on"}));
}

TEST(Readiness, WeighsWhatIsThere) {
  auto brief = full_brief();
  brief.purpose = " \n\t";
  EXPECT_EQ(readiness_of(brief).percent, 80);
  EXPECT_EQ(fields_missing(brief), std::vector<std::string>{"purpose"});
  brief = full_brief();
  brief.data.clear();
  EXPECT_EQ(readiness_of(brief).percent, 85);
  brief.data = {{"", DataClass::none}};
  EXPECT_EQ(readiness_of(brief).percent, 100);
  brief.tools.clear();
  EXPECT_EQ(readiness_of(brief).percent, 100);
}

TEST(Readiness, AsksEachKindForItsOwn) {
  auto brief = full_brief();
  brief.page_types.clear();
  brief.ends_on.reset();
  brief.kill_on.reset();
  EXPECT_EQ(readiness_of(brief).percent, 85);
  brief.kind = LaunchKind::rollout;
  EXPECT_EQ(fields_missing(brief), (std::vector<std::string>{"page_types", "kill_on"}));
  EXPECT_EQ(readiness_of(brief).percent, 89);  // 85 of 95
  brief.kind = LaunchKind::change;
  EXPECT_EQ(readiness_of(brief).percent, 100);
  brief.cost.reset();
  EXPECT_EQ(readiness_of(brief).percent, 94);  // 80 of 85
  EXPECT_EQ(fields_missing(brief), std::vector<std::string>{"cost"});
}

// Every subset of what a full brief says: only the whole is 100, and saying more never lowers it.
TEST(Readiness, GrowsWithEveryFieldThatIsSaid) {
  const auto with = [](unsigned said) {
    auto brief = full_brief();
    if (!(said & 1U)) brief.purpose.clear();
    if (!(said & 2U)) brief.who_benefits.clear();
    if (!(said & 4U)) brief.outcome.clear();
    if (!(said & 8U)) brief.data.clear();
    if (!(said & 16U)) brief.regions.clear();
    if (!(said & 32U)) brief.cost.reset();
    if (!(said & 64U)) brief.page_types.clear();
    if (!(said & 128U)) brief.kill_on.reset();
    return readiness_of(brief);
  };
  for (unsigned said = 0; said < 256; ++said) {
    const auto readiness = with(said);
    EXPECT_EQ(readiness.percent == 100, said == 255);
    EXPECT_EQ(readiness.percent == 100, readiness.missing.empty());
    for (unsigned more = 1; more < 256; more *= 2)
      EXPECT_LE(readiness.percent, with(said | more).percent);
  }
}

}  // namespace
}  // namespace spotter::launches
