#include "parts/live/analyse/analyse.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "parts/live/analyse/analysis_text.hpp"
#include "parts/live/analyse/request.hpp"
#include "parts/live/analyse/test_table.hpp"
#include "stats/kappa.hpp"
#include "stats/t_mixture.hpp"

namespace spotter::live {
namespace {

using testing::HasSubstr;
using testing::Not;
using Lines = std::vector<std::string>;

const std::string pair_header =
    "experiment arm metric time count_c count_t mean_c mean_t variance_c variance_t";

// An effect of a tenth of a standard deviation that stands out more from look to look.
Lines growing_pairs() {
  Lines lines{pair_header};
  for (int day = 1; day <= 10; ++day)
    lines.push_back("e b m " + std::to_string(day) + " " + std::to_string(day * 1000) + " " +
                    std::to_string(day * 1000) + " 5 5.1 1 1");
  return lines;
}

TEST(Analyse, FirstLookOfEveryMethod) {
  const auto analysis = analyse_table(growing_pairs());
  ASSERT_TRUE(analysis);
  ASSERT_EQ(analysis->streams.size(), 1U);
  const auto& stream = analysis->streams[0];
  EXPECT_EQ(stream.looks, 10U);
  EXPECT_EQ(stream.last_time, "10");
  EXPECT_EQ(stream.units_treatment, 10'000U);
  EXPECT_NEAR(*stream.difference, 0.1, 1e-12);
  EXPECT_NEAR(stream.fixed_horizon->t, 0.1 / std::sqrt(2.0 / 10'000), 1e-9);
  // t is 2.24 at the first look, 3.16 at the second, 3.87 at the third.
  EXPECT_EQ(stream.peeking, (FirstCall{true, 1, "1"}));
  EXPECT_EQ(stream.always_valid.excludes_zero, (FirstCall{true, 2, "2"}));
  EXPECT_EQ(stream.always_valid.state, IntervalState::higher);
  // The interval is that of the mathematics, at the last look.
  const double kappa = stats::mixture_kappa(1'250, 0.05);
  const double half = *stats::t_mixture_radius(19'998, 5'000, kappa, 0.05) * *stream.standard_error;
  EXPECT_NEAR(*stream.always_valid.low, 0.1 - half, 1e-12);
  EXPECT_NEAR(*stream.lift.value, 0.02, 1e-12);
  EXPECT_GT(*stream.lift.low, 0);
  EXPECT_EQ(analysis->summary.called_always_valid, 1U);
  EXPECT_EQ(analysis->summary.called_peeking, 1U);
}

TEST(Analyse, OrderOfTheRowsDoesNotMatter) {
  auto lines = growing_pairs();
  std::reverse(lines.begin() + 1, lines.end());
  EXPECT_EQ(analyse_table(lines).value(), analyse_table(growing_pairs()).value());
}

TEST(Analyse, CollectingBeforeThereIsAnInterval) {
  const auto analysis = analyse_table({pair_header, "e b m 1 10 10 5 6 1 1"});
  ASSERT_TRUE(analysis);
  const auto& shown = analysis->streams[0].always_valid;
  EXPECT_EQ(shown.state, IntervalState::collecting);
  EXPECT_FALSE(shown.low);
  EXPECT_FALSE(analysis->streams[0].lift.low);
  EXPECT_EQ(analysis->summary.collecting, 1U);
  EXPECT_THAT(analysis_text(*analysis, Detail::some), HasSubstr("still collecting"));
}

TEST(Analyse, LooksWithoutVarianceCountForTheSampleRatioOnly) {
  const auto analysis =
      analyse_table({pair_header, "e b m 1 5000 5000 5 6 _ _", "e b m 2 10000 20000 5 6 _ 1"});
  ASSERT_TRUE(analysis);
  EXPECT_EQ(analysis->streams[0].looks, 0U);
  EXPECT_FALSE(analysis->streams[0].difference);
  EXPECT_EQ(analysis->summary.streams_without_look, 1U);
  ASSERT_EQ(analysis->splits.size(), 1U);
  EXPECT_EQ(analysis->splits[0].looks, 2U);
  EXPECT_EQ(analysis->splits[0].state, SplitState::mismatch);
  EXPECT_EQ(analysis->splits[0].alarm, (FirstCall{true, 2, "2"}));
}

TEST(Analyse, AlarmOfTheSampleRatioStays) {
  const auto analysis =
      analyse_table({pair_header, "e b m 1 1000 2000 5 5 1 1", "e b m 2 200000 200000 5 5 1 1"});
  ASSERT_TRUE(analysis);
  EXPECT_EQ(analysis->splits[0].state, SplitState::mismatch);
  EXPECT_LT(*analysis->splits[0].log_bayes_factor, 0);
  EXPECT_GT(*analysis->splits[0].log_bayes_factor_max, std::log(100.0));
  EXPECT_EQ(analysis->summary.split_p_below_01, 0U);
}

TEST(Analyse, NoSpreadIsNoEvidenceForAnybody) {
  const auto analysis = analyse_table({pair_header, "e b m 1 100 100 5 5 0 0"});
  ASSERT_TRUE(analysis);
  const auto& stream = analysis->streams[0];
  EXPECT_EQ(stream.always_valid.state, IntervalState::collecting);
  EXPECT_FALSE(stream.fixed_horizon);
  EXPECT_FALSE(stream.peeking.called);
  EXPECT_FALSE(stream.as_growthbook.excludes_zero.called);
}

const Lines four_arms{"test arm impressions clicks", "t a 1000 50", "t b 1010 80", "t c 990 52",
                      "t d 1005 49"};

TEST(Analyse, SeveralArmsAgainstTheFirst) {
  const auto analysis = analyse_table(four_arms);
  ASSERT_TRUE(analysis);
  ASSERT_EQ(analysis->streams.size(), 3U);
  EXPECT_EQ(analysis->streams[0].arm, "b");
  EXPECT_EQ(analysis->streams[0].control, "a");
  EXPECT_FALSE(analysis->streams[0].last_time);
  ASSERT_EQ(analysis->arms.size(), 1U);
  EXPECT_EQ(analysis->arms[0].units, 4'005U);
  EXPECT_EQ(analysis->arms[0].conversions, 231U);
  EXPECT_EQ(*analysis->arms[0].degrees_of_freedom, 3);
  EXPECT_LT(*analysis->arms[0].p, 0.05);
  EXPECT_EQ(analysis->splits[0].state, SplitState::fine);
  EXPECT_EQ(analysis->summary.units, 4'005U);
}

TEST(Analyse, AgainstAChosenArm) {
  const auto analysis = analyse_table(four_arms, {.control = "c"});
  ASSERT_TRUE(analysis);
  ASSERT_EQ(analysis->streams.size(), 3U);
  EXPECT_EQ(analysis->streams[2].arm, "d");
  EXPECT_EQ(analysis->streams[2].control, "c");
  const auto without = analyse_table(four_arms, {.control = "x"});
  ASSERT_TRUE(without);
  EXPECT_TRUE(without->streams.empty());
  EXPECT_EQ(without->left_out[0].reason, "its experiment has no arm \"x\" to compare with");
}

TEST(Analyse, ExpectedShares) {
  const Lines lines{"arm units conversions", "a 9000 90", "b 1000 10"};
  EXPECT_EQ(analyse_table(lines)->splits[0].state, SplitState::mismatch);
  const auto given = analyse_table(lines, {.shares = {90, 10}});
  ASSERT_TRUE(given);
  EXPECT_EQ(given->splits[0].state, SplitState::fine);
  EXPECT_EQ(given->splits[0].arms[1].share_expected, 0.1);
  EXPECT_TRUE(given->streams[0].unbalanced);
  EXPECT_THAT(analyse_table(lines, {.shares = {1, 1, 1}}).error().sentence,
              HasSubstr("3 shares are given, but experiment \"\" has 2 arms"));
}

TEST(Analyse, NobodyConverted) {
  const auto analysis = analyse_table({"test impressions clicks", "t 24 0", "t 21 0"});
  ASSERT_TRUE(analysis);
  EXPECT_FALSE(analysis->arms[0].p);
  EXPECT_EQ(analysis->summary.arms_tests, 0U);
  EXPECT_EQ(analysis->summary.arms_tests_undefined, 1U);
  EXPECT_THAT(analysis_text(*analysis, Detail::some), HasSubstr("nobody or everybody converted"));
}

TEST(Analyse, RowsOfArmsOverTime) {
  const auto analysis = analyse_table(
      {"arm time units conversions", "a 2024-01-01 100 10", "b 2024-01-01 100 12",
       "b 2024-01-02 200 26", "a 2024-01-02 200 20", "b 2024-01-03 300 40", "a 2024-01-02 222 22"});
  ASSERT_TRUE(analysis);
  ASSERT_EQ(analysis->streams.size(), 1U);
  EXPECT_EQ(analysis->streams[0].looks, 2U);
  EXPECT_EQ(analysis->streams[0].units_control, 200U);
  EXPECT_EQ(analysis->streams[0].last_time, "2024-01-02T00:00:00Z");
  ASSERT_EQ(analysis->left_out.size(), 2U);
  EXPECT_EQ(analysis->left_out[0].reason, "a second row for the same arm at the same time");
  EXPECT_EQ(analysis->left_out[0].lines, std::vector<std::uint64_t>{7});
  EXPECT_EQ(analysis->left_out[1].reason, "no row of control at the same time");
  EXPECT_EQ(analysis->rows_left_out, 2U);
}

TEST(Analyse, GrowingTotalsTakeTimeFromTheirVariance) {
  const Lines lines{pair_header, "e b m 1 1000 1000 1 1.1 1 1", "e b m 2 1000 1000 2 2.2 4 4"};
  const auto plain = analyse_table(lines);
  const auto growing = analyse_table(lines, {.growing_totals = true});
  ASSERT_TRUE(plain && growing);
  EXPECT_EQ(*plain->streams[0].effective_size, 500);
  EXPECT_NEAR(*growing->streams[0].effective_size, 2'000, 1e-9);
}

TEST(Analyse, ChoicesThatDoNotFit) {
  EXPECT_FALSE(analyse_table(four_arms, {.tau_opt = 0}));
  EXPECT_FALSE(analyse_table(four_arms, {.tau_opt = -1}));
  EXPECT_FALSE(analyse_table(four_arms, {.shares = {1, 1, 1, 0}}));
  EXPECT_FALSE(analyse_table(growing_pairs(), {.control = "b"}));
}

TEST(AnalysisRequest, Options) {
  AnalysisRequest request;
  EXPECT_TRUE(set_option(request, "tau_opt", "5000"));
  EXPECT_TRUE(set_option(request, "shares", "50:25,25"));
  EXPECT_TRUE(set_option(request, "control", "old"));
  EXPECT_TRUE(set_option(request, "growing_totals", "true"));
  EXPECT_TRUE(set_option(request, "units", "people"));
  EXPECT_EQ(request.choice.tau_opt, 5'000);
  EXPECT_EQ(request.choice.shares, (std::vector<double>{50, 25, 25}));
  EXPECT_EQ(request.choice.control, "old");
  EXPECT_TRUE(request.choice.growing_totals);
  EXPECT_EQ(request.columns.at("units"), "people");
  for (const auto& [name, value] : std::map<std::string, std::string>{
           {"tau_opt", "0"}, {"shares", "1:"}, {"growing_totals", "yes"}, {"colour", "red"}})
    EXPECT_FALSE(set_option(request, name, value)) << name;
}

TEST(AnalysisText, SaysWhatWasReadCalledAndLeftOut) {
  auto lines = growing_pairs();
  lines.emplace_back("e b m 11 1 1 5 5 1 1");
  const auto text = analysis_text(*analyse_table(lines), Detail::some);
  EXPECT_THAT(text, HasSubstr("Read 11 rows, each both arms at one look: arm, experiment"));
  EXPECT_THAT(text, HasSubstr("Left out, an arm with fewer than 2 units: 1 row (line 12)"));
  EXPECT_THAT(text, HasSubstr("experiment e, metric m, arm b against control"));
  EXPECT_THAT(text, HasSubstr("A difference was first shown at look 2 (time 2)."));
  EXPECT_THAT(text, HasSubstr("Peeking at |t| > 1.96 would have called it: first at look 1"));
  EXPECT_THAT(text, HasSubstr("as expected (evidence against the expected shares at most"));
  EXPECT_THAT(text, HasSubstr("naive peeking at |t| > 1.96                   1 of 1 (100.0 %)"));
}

TEST(AnalysisText, ShowsTheMostTellingOfMany) {
  Lines lines{"test impressions clicks"};
  for (int i = 0; i < 30; ++i) {
    lines.push_back("t" + std::to_string(i) + " 10000 500");
    lines.push_back("t" + std::to_string(i) + (i == 29 ? " 10000 900" : " 10000 501"));
  }
  const auto analysis = analyse_table(lines);
  ASSERT_TRUE(analysis);
  const auto some = analysis_text(*analysis, Detail::some);
  EXPECT_THAT(some, HasSubstr("experiment t29, arm 2"));
  EXPECT_THAT(some, Not(HasSubstr("experiment t28, arm 2")));
  EXPECT_THAT(some, HasSubstr("… and 10 more comparisons"));
  const auto all = analysis_text(*analysis, Detail::all);
  EXPECT_THAT(all, HasSubstr("experiment t28, arm 2"));
}

}  // namespace
}  // namespace spotter::live
