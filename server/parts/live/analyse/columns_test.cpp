#include "parts/live/analyse/columns.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spotter::live {
namespace {

using testing::HasSubstr;
using Names = std::map<std::string, std::string>;
using Header = std::vector<std::string>;

TEST(Columns, SnapshotsOfPairs) {
  const auto columns =
      recognise(Header{"experiment_id", "variant_id", "metric_id", "time_since_start", "count_c",
                       "count_t", "mean_c", "mean_t", "variance_c", "variance_t"},
                {});
  ASSERT_TRUE(columns);
  EXPECT_EQ(columns->layout, Layout::pair_snapshots);
  EXPECT_EQ(columns->names(), (Names{{"experiment", "experiment_id"},
                                     {"arm", "variant_id"},
                                     {"metric", "metric_id"},
                                     {"time", "time_since_start"},
                                     {"units_control", "count_c"},
                                     {"units_treatment", "count_t"},
                                     {"mean_control", "mean_c"},
                                     {"mean_treatment", "mean_t"},
                                     {"variance_control", "variance_c"},
                                     {"variance_treatment", "variance_t"}}));
}

TEST(Columns, RowsOfArms) {
  const auto columns = recognise(
      Header{"clickability_test_id", "test_week", "headline", "impressions", "clicks", "winner"},
      {});
  ASSERT_TRUE(columns);
  EXPECT_EQ(columns->layout, Layout::arm_rows);
  EXPECT_EQ(columns->names(), (Names{{"experiment", "clickability_test_id"},
                                     {"units", "impressions"},
                                     {"conversions", "clicks"}}));
}

TEST(Columns, NamesAsPeopleWriteThem) {
  const auto columns = recognise(Header{" Arm ", "Units", "Sum of squares", "SUM"}, {});
  ASSERT_TRUE(columns);
  EXPECT_EQ(columns->place(Role::sum_squares), 2U);
  EXPECT_EQ(columns->place(Role::sum), 3U);
}

TEST(Columns, OneWayOfGivingAMeanIsUsed) {
  const auto columns =
      recognise(Header{"arm", "units", "mean", "variance", "sum", "sum_squares", "time"}, {});
  ASSERT_TRUE(columns);
  EXPECT_TRUE(columns->has(Role::mean));
  EXPECT_FALSE(columns->has(Role::sum));
}

TEST(Columns, ChosenOnesGoFirst) {
  const auto columns = recognise(Header{"units", "people", "orders"},
                                 {{"units", "people"}, {"conversions", "Orders"}});
  ASSERT_TRUE(columns);
  EXPECT_EQ(columns->place(Role::units), 1U);
  EXPECT_EQ(columns->place(Role::conversions), 2U);
}

void expect_problem(const Header& header, const Names& chosen, const std::string& words) {
  const auto columns = recognise(header, chosen);
  ASSERT_FALSE(columns) << words;
  EXPECT_EQ(columns.error().code, ProblemCode::bad_request);
  EXPECT_THAT(columns.error().sentence, HasSubstr(words));
}

TEST(Columns, SaysWhatIsNeededAndWhatWasFound) {
  expect_problem({"a", "visits"}, {}, "units and either conversions, or mean and variance");
  expect_problem({"a", "visits"}, {}, "Found: a, visits.");
  expect_problem({"arm", "units", "mean"}, {}, "Found: arm, units, mean.");
  expect_problem({"units", "conversions", "time"}, {}, "names the arm");
  expect_problem({"units"}, {{"conversions", "orders"}}, "no column \"orders\" for conversions");
  expect_problem({"units"}, {{"colour", "units"}}, "cannot be mapped to \"colour\"");
  expect_problem({"units", "gr\xF6sse"}, {}, "no UTF-8");
  expect_problem(Header(100, "x"), {}, "and 60 more");
}

}  // namespace
}  // namespace spotter::live
