#include "app/command_line/recount_text.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace spotter::app {
namespace {

TEST(RecountText, NoDifferenceIsOneSentence) {
  const auto text = recount_text(boost::json::parse(R"({"launch":"spring","state":"done",
    "sequence":42,"read":42,"figures":57,"differing":0,"differences":[],"problem":null})"));
  ASSERT_TRUE(text);
  EXPECT_EQ(*text, (RecountText{false,
                                false,
                                {"spring: all 57 figures are what the event log says, up to record "
                                 "42; no difference."}}));
}

TEST(RecountText, OneLineADifference) {
  const auto text = recount_text(boost::json::parse(R"({"launch":"spring","state":"done",
    "sequence":42,"figures":57,"differing":2,"differences":[
    {"figure":"arms/control/units","streaming":"8","recounted":"7"},
    {"figure":"receipt/log_e","streaming":null,"recounted":"4.7"}],"problem":null})"));
  ASSERT_TRUE(text);
  EXPECT_TRUE(text->differs);
  EXPECT_EQ(text->lines,
            (std::vector<std::string>{
                "arms/control/units: streaming 8, recounted 7",
                "receipt/log_e: streaming none, recounted 4.7",
                "spring: 2 of 57 figures differ from the event log, up to record 42."}));
}

TEST(RecountText, UnderWayAndFailed) {
  EXPECT_FALSE(recount_text(boost::json::parse(R"({"state":"running"})")));
  const auto broken =
      recount_text(boost::json::parse(R"({"state":"failed","problem":"The log is damaged."})"));
  EXPECT_TRUE(broken->failed);
  EXPECT_EQ(broken->lines, std::vector<std::string>{"The log is damaged."});
  for (const char* odd : {"null", "[]", "{}", R"({"state":7})"})
    EXPECT_TRUE(recount_text(boost::json::parse(odd))->failed) << odd;
}

}  // namespace
}  // namespace spotter::app
