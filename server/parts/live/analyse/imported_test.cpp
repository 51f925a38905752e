#include "parts/live/analyse/imported.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.hpp"
#include "parts/live/analyse/test_table.hpp"

namespace spotter::live {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using LineNumbers = std::vector<std::uint64_t>;

LineNumbers left_out(const Imported& imported, const std::string& reason) {
  const auto found = imported.left_out.by_reason().find(reason);
  return found == imported.left_out.by_reason().end() ? LineNumbers{} : found->second.lines;
}

TEST(Importer, Pairs) {
  const auto read =
      import_table({"experiment arm metric time count_c count_t mean_c mean_t "
                    "variance_c variance_t",
                    "e 1 m 2 100 101 0.5 0.6 0.25 0.24", "e 1 m 1 50 51 0.4 0.5 0.25 0.24",
                    "e 2 m 1 50 49 0.4 0.5 0.25 0.24"});
  ASSERT_TRUE(read);
  ASSERT_EQ(read->metrics.size(), 2U);
  const auto& first = read->metrics[0];
  EXPECT_EQ(first.pair, "1");
  EXPECT_THAT(first.arms, ElementsAre("control", "1"));
  ASSERT_EQ(first.rows.size(), 4U);
  EXPECT_EQ(first.rows[1].moments.n, 101U);
  EXPECT_DOUBLE_EQ(*first.rows[1].moments.variance(), 0.24);
  EXPECT_EQ(read->rows, 3U);
  EXPECT_TRUE(read->left_out.by_reason().empty());
}

TEST(Importer, ArmsByConversions) {
  const auto read = import_table({"test impressions clicks", "a 10 3", "b 7 0", "a 20 20"});
  ASSERT_TRUE(read);
  ASSERT_EQ(read->metrics.size(), 2U);
  const auto& rows = read->metrics[0];
  EXPECT_THAT(rows.arms, ElementsAre("1", "2"));
  EXPECT_EQ(rows.rows[0].moments.mean, 0.3);
  EXPECT_DOUBLE_EQ(rows.rows[0].moments.m2, 3 * 7 / 10.0);
  EXPECT_EQ(rows.rows[1].moments.m2, 0);
}

TEST(Importer, ArmsBySums) {
  // Values 1, 2, 3, 6: sum 12, squares 50, M2 14.
  const auto read = import_table({"arm n sum sum_squares", "x 4 12 50"});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->metrics[0].rows[0].moments, (stats::Moments{4, 3, 14}));
}

TEST(Importer, EveryBadRowHasItsReason) {
  const auto read = import_table({"arm units conversions",  // 1
                                  "x 10 3",                 // 2
                                  "y 10",                   // 3
                                  "y ten 3",                // 4
                                  "y 10 11",                // 5
                                  "_ 10 3",                 // 6
                                  "y -1 0",                 // 7
                                  "y 10 2.5",               // 8
                                  "y 10 _",                 // 9
                                  "z 1 1"});                // 10
  ASSERT_TRUE(read);
  EXPECT_EQ(left_out(*read, "another number of cells than the header"), LineNumbers{3});
  EXPECT_EQ(left_out(*read, "units is no whole number from 0"), (LineNumbers{4, 7}));
  EXPECT_EQ(left_out(*read, "more conversions than units"), LineNumbers{5});
  EXPECT_EQ(left_out(*read, "arm is empty"), LineNumbers{6});
  EXPECT_EQ(left_out(*read, "conversions is no whole number from 0"), LineNumbers{8});
  EXPECT_EQ(left_out(*read, "no units or no values; its units still count for the sample ratio"),
            LineNumbers{9});
  EXPECT_EQ(left_out(*read, "an arm with fewer than 2 units"), LineNumbers{10});
  EXPECT_EQ(read->rows, 9U);
  EXPECT_EQ(read->metrics[0].rows.size(), 3U);
}

TEST(Importer, BadPairs) {
  const auto read = import_table({"time count_c count_t mean_c mean_t variance_c variance_t",  // 1
                                  "1 10 10 1 1 2 2",                                           // 2
                                  "2 10 10 1 1 -2 2",                                          // 3
                                  "3 10 10 1 1 _ 2",                                           // 4
                                  "4 10 1 1 1 2 2",                                            // 5
                                  "soon 10 10 1 1 2 2",                                        // 6
                                  "2024-01-01 10 10 1 1 2 2",                                  // 7
                                  "5 10 10 1 x 2 2"});                                         // 8
  ASSERT_TRUE(read);
  EXPECT_EQ(left_out(*read, "variance_control is below 0"), LineNumbers{3});
  EXPECT_EQ(left_out(*read, "no mean or variance; its units still count for the sample ratio"),
            LineNumbers{4});
  EXPECT_EQ(left_out(*read, "an arm with fewer than 2 units"), LineNumbers{5});
  EXPECT_EQ(left_out(*read, "time is neither a number nor a date"), LineNumbers{6});
  EXPECT_EQ(left_out(*read, "time is a date in some rows and a number in others"), LineNumbers{7});
  EXPECT_EQ(left_out(*read, "mean_treatment is no number"), LineNumbers{8});
}

TEST(Importer, NamesFewLinesButCountsAll) {
  std::vector<std::string> lines{"arm units conversions", "x 10 3"};
  for (int i = 0; i < 50; ++i) lines.emplace_back("x 10 30");
  const auto read = import_table(lines);
  ASSERT_TRUE(read);
  const auto& rows = read->left_out.by_reason().at("more conversions than units");
  EXPECT_EQ(rows.count, 50U);
  EXPECT_EQ(rows.lines.size(), limits::analysis_lines_shown_max);
}

TEST(Importer, SumsThatContradictThemselves) {
  const auto read = import_table({"arm n sum sum_squares", "x 4 12 50", "y 4 12 30"});
  ASSERT_TRUE(read);
  EXPECT_EQ(left_out(*read, "sum_squares is too small for the sum"), LineNumbers{3});
}

TEST(Importer, TooManyArms) {
  std::vector<std::string> lines{"units conversions"};
  for (std::size_t i = 0; i < limits::analysis_arms_max + 2; ++i) lines.emplace_back("10 3");
  const auto read = import_table(lines);
  ASSERT_TRUE(read);
  EXPECT_EQ(left_out(*read, "more than 100 arms in one experiment"), (LineNumbers{102, 103}));
}

TEST(Importer, NothingToAnalyse) {
  EXPECT_THAT(import_table({}).error().sentence, HasSubstr("nothing in this file"));
  EXPECT_THAT(import_table({"units conversions"}).error().sentence, HasSubstr("no row"));
  EXPECT_THAT(import_table({"units conversions", "3 4"}).error().sentence,
              HasSubstr("No row of 1 can be used; for example line 2: more conversions"));
}

}  // namespace
}  // namespace spotter::live
