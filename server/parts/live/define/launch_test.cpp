#include "parts/live/define/launch.hpp"

#include <gtest/gtest.h>

namespace spotter::live {
namespace {

TEST(Launch, AGuardrailsMarginIsAsGivenOrTheDefault) {
  Metric errors;
  errors.better = Better::down;
  Metric orders;
  orders.better = Better::up;
  const auto silent = wire::read_json<Guardrail>(R"({"metric": "error", "side": "it"})");
  ASSERT_TRUE(silent);
  EXPECT_EQ(margin_of(*silent, errors), 0.05);
  EXPECT_EQ(margin_of(*silent, orders), 0.02);
  const auto strict =
      wire::read_json<Guardrail>(R"({"metric": "error", "side": "it", "margin": 0})");
  ASSERT_TRUE(strict);
  EXPECT_EQ(margin_of(*strict, errors), 0);
}

}  // namespace
}  // namespace spotter::live
