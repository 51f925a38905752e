#include "protocols/segment/corrected_time.hpp"

#include <gtest/gtest.h>

namespace spotter::protocols {
namespace {

constexpr Instant noon{12LL * 3600 * 1'000'000};
constexpr Duration hour{3600LL * 1'000'000};
constexpr Duration second{1'000'000};

TEST(CorrectedTime, TakesTheSendersClockOut) {
  for (const Duration skew : {-3 * hour, Duration{0}, 3 * hour})
    EXPECT_EQ(corrected_time(noon + skew - second, noon + skew, noon), noon - second);
}

TEST(CorrectedTime, WithoutSendTimeTheOriginalCounts) {
  EXPECT_EQ(corrected_time(noon - hour, std::nullopt, noon), noon - hour);
}

TEST(CorrectedTime, WithoutAnyItIsReceived) {
  EXPECT_EQ(corrected_time(std::nullopt, std::nullopt, noon), noon);
  EXPECT_EQ(corrected_time(std::nullopt, noon - hour, noon), noon);
}

TEST(CorrectedTime, NeverAfterReceived) {
  EXPECT_EQ(corrected_time(noon + hour, noon, noon), noon);
  EXPECT_EQ(corrected_time(noon + hour, std::nullopt, noon), noon);
}

}  // namespace
}  // namespace spotter::protocols
