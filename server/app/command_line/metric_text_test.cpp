#include "app/command_line/metric_text.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace spotter::app {
namespace {

TEST(MetricText, AMetricSaysWhatItCountsAndWhoAnswersForIt) {
  const auto list = boost::json::parse(R"({"metrics":[{"card":{"key":"signup","name":"Sign-ups",
    "in_marketing_words":"Who opens an account.","in_it_words":"","better":"up",
    "owners":{"marketing":"Maria Keller","it":null}},"formula":"share of units",
    "uses":[{"launch":"a","as":["guardrail","goal"]},{"launch":"b","as":["goal"]}],
    "uses_total":3}],"total":2})");
  EXPECT_EQ(metrics_text(list),
            "signup: Sign-ups\n"
            "  marketing  Who opens an account.\n"
            "  formula    share of units; more is better\n"
            "  owners     marketing: Maria Keller, IT: nobody yet\n"
            "  used by    a (guardrail and goal), b (goal) and 1 more\n"
            "\nand 1 more, not shown\n");
}

TEST(MetricText, AnEmptyListSaysWhereMetricsComeFrom) {
  EXPECT_EQ(metrics_text(boost::json::parse(R"({"metrics":[],"total":0})")),
            "No metric is defined yet: spotter apply brings them.\n");
}

TEST(MetricText, OwnersOfALaunchAreALineEach) {
  const auto launch = boost::json::parse(R"({"metrics":[
    {"key":"signup","owners":{"marketing":"Maria Keller","it":"Jonas Weber"}},
    {"key":"error","owners":{"marketing":null,"it":null}}, {"key":"older"}]})");
  EXPECT_EQ(owners_text(launch), "\nOwners\n  signup: marketing: Maria Keller, IT: Jonas Weber\n");
  EXPECT_EQ(owners_text(boost::json::parse("{}")), "");
}

}  // namespace
}  // namespace spotter::app
