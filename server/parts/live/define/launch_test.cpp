#include "parts/live/define/launch.hpp"

#include <gtest/gtest.h>

namespace spotter::live {
namespace {

TEST(Launch, AGuardrailsMarginIsAsGivenOrTheDefault) {
  Metric errors;
  errors.better = Better::down;
  Metric orders;
  orders.better = Better::up;
  const Guardrail silent;
  EXPECT_EQ(margin_of(silent, errors), 0.05);
  EXPECT_EQ(margin_of(silent, orders), 0.02);
  Guardrail strict;
  strict.margin = 0;
  EXPECT_EQ(margin_of(strict, errors), 0);
}

}  // namespace
}  // namespace spotter::live
