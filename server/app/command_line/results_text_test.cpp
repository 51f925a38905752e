#include "app/command_line/results_text.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "app/command_line/receipt_text.hpp"

namespace spotter::app {
namespace {

TEST(ResultsText, Tables) {
  const auto results = boost::json::parse(R"({"launch":"spring","state":"amber",
    "as_of":{"sequence":42,"at":null},
    "arms":[{"key":"control","units":10,"metrics":{"signup":{"mean":0.5,"count":5}}},
            {"key":"größer","units":9,"metrics":{"signup":{"mean":null,"count":0}}}],
    "guardrails":[{"metric":"signup","side":"marketing","log_e":2.302585092994046,
                   "failing":{"control":1,"treatment":7}}],
    "rollback":{"log_e":20,"state":"amber","amber_log_e":2.302585092994046,
                "red_log_e":4.605170185988092},
    "goals":[{"metric":"signup","state":"open","difference":0.012,"low":-0.003,"high":0.027,
              "lift":0.1,"lift_low":null,"lift_high":null,"log_e":0}],
    "sample_ratio":{"state":"fine","log_bayes_factor":0},"mode":"watch",
    "multiple_exposure":1,"late":2,"outside_window":3,"unusable":4})");
  EXPECT_EQ(results_text(results),
            "spring is amber, after event 42\n"
            "Watch mode: nothing is acted on.\n"
            "\n"
            "Arms: exposed units, mean (units with an event)\n"
            "  arm      units      signup\n"
            "  control     10  0.5000 (5)\n"
            "  größer       9       – (0)\n"
            "\n"
            "Guardrails: evidence of harm\n"
            "  guardrail       side  failing control  failing treatment  e-value\n"
            "  signup     marketing                1                  7    10.00\n"
            "\n"
            "Goals: treatment less control, with bounds that hold at every moment\n"
            "  goal                    difference                lift  e-value  state\n"
            "  signup  0.0120 (-0.0030 to 0.0270)  0.1000 (no bounds)     1.00   open\n"
            "\n"
            "Together: amber, e-value 4.85e+08; amber at 10.00, rolled back at 100.00\n"
            "Sample ratio: fine, Bayes factor 1.00\n"
            "Left out: 1 units exposed to both arms, 2 late events, 3 outside their window, 4 "
            "without a usable number\n");
}

TEST(ResultsText, OddAnswersDoNotHurt) {
  for (const char* odd : {"null", "[]", "{}", R"({"arms":[7]})", R"({"arms":[{"metrics":7}]})",
                          R"({"guardrails":[null],"rollback":[]})"})
    EXPECT_FALSE(results_text(boost::json::parse(odd)).empty()) << odd;
}

TEST(ReceiptText, BothWordings) {
  const auto receipt = boost::json::parse(R"({"name":"Spring banner","state":"rolled_back",
    "in_marketing_words":"It harmed.\nWe stopped it.","in_it_words":"e = 101.",
    "next":["Talk.",7]})");
  EXPECT_EQ(receipt_text(receipt),
            "Spring banner (rolled_back)\n\nIn marketing's words\nIt harmed.\nWe stopped it.\n\n"
            "In IT's words\ne = 101.\n\nWhat comes next\n- Talk.\n");
  EXPECT_FALSE(receipt_text(nullptr).empty());
}

}  // namespace
}  // namespace spotter::app
